using System.Text.Json.Nodes;

namespace Serverless.Demo.Playing;

/// <summary>Those that the platform gives to whoever asks on a developer's machine.</summary>
internal sealed class Tokens(ApiClient client)
{
    public const string Tenant = "academy";

    public async Task<string> OfPersonAsync(Guid personId, CancellationToken cancellation, params string[] roles)
    {
        var wanted = new JsonObject { ["tenantId"] = Tenant, ["personId"] = personId.ToString(), ["roles"] = new JsonArray([.. roles.Select(role => (JsonNode)role)]) };
        var reply = await client.SendAsync(ApiRequest.Post(".auth/dev/token", token: null, key: null, wanted), cancellation);
        return reply.Body.At("token").Text() ?? throw new Mishap($"no token is given here: {reply.Words}");
    }
}
