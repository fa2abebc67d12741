using System.Net.Http.Headers;
using System.Text.Json;
using Serverless.Kernel.Access;

namespace Serverless.Acceptance.Callers;

/// <summary>Walks every function with every kind of caller; what should come of it stands in the approved table.</summary>
[Collection(nameof(WalkedApp))]
[Trait("Requirement", "S131")]
public sealed class WhoMayCallTests(WalkedApp walked)
{
    private const string Tenant = "acme";
    private const int BadRequest = 400;
    private const int Unauthorized = 401;
    private const int Forbidden = 403;
    private static readonly string[] Roles = [.. Enum.GetNames<Role>().Select(role => role.ToLowerInvariant())];

    public static TheoryData<string> Doors => [.. Door.Keys];

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Without_a_token_only_what_anyone_may_call_answers(string key)
    {
        var door = Door.At(key);
        await CheckAsync(door, "no token", door.IsForAnyone ? null : Unauthorized, token: null);
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_principal_that_a_request_brings_itself_is_nobody(string key)
    {
        var door = Door.At(key);
        var claims = Roles.Select(role => new { typ = "roles", val = role }).Append(new { typ = "tid", val = Tenant }).Append(new { typ = "oid", val = "me" });
        var principal = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new { auth_typ = "aad", claims }));
        using var request = door.Request(Guid.NewGuid().ToString());
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", principal);
        await CheckAsync(request, "a principal of its own", door.IsForAnyone ? null : Unauthorized, token: null);
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_token_that_is_expired_or_forged_opens_nothing(string key)
    {
        var door = Door.At(key);
        await CheckAsync(door, "an expired token", Unauthorized, walked.ExpiredToken);
        await CheckAsync(door, "a forged token", Unauthorized, Forge(await TokenAsync(Guid.NewGuid(), Roles)));
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_role_opens_what_the_table_says(string key)
    {
        var door = Door.At(key);
        foreach (var role in Roles.Append("unknown-role"))
        {
            var own = Guid.NewGuid();
            await CheckAsync(door, $"{role} and their own data", door.Admits(role) ? null : Forbidden, await TokenAsync(own, role), own);
            var keepsToOwn = role == "learner" && door is { HasPerson: true, IsForAnyone: false };
            await CheckAsync(door, $"{role} and foreign data", door.Admits(role) && !keepsToOwn ? null : Forbidden, await TokenAsync(Guid.NewGuid(), role));
        }
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Without_a_role_only_what_anyone_may_call_answers(string key)
    {
        var door = Door.At(key);
        var own = Guid.NewGuid();
        await CheckAsync(door, "no role", door.IsForAnyone ? null : Forbidden, await TokenAsync(own), own);
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_person_that_is_spelled_differently_is_a_bad_request(string key)
    {
        var door = Door.At(key);
        if (door.IsForAnyone || !door.HasPerson)
            return;
        using var request = door.Request(Guid.NewGuid().ToString().ToUpperInvariant());
        await CheckAsync(request, "a person in upper case", BadRequest, await TokenAsync(Guid.NewGuid(), Roles));
    }

    private Task<string> TokenAsync(Guid personId, params string[] roles) => walked.App.TokenAsync(Tenant, personId, roles);

    private async Task CheckAsync(Door door, string who, int? expected, string? token, Guid? personId = null)
    {
        using var request = door.Request((personId ?? Guid.NewGuid()).ToString());
        await CheckAsync(request, who, expected, token);
    }

    /// <param name="expected">Null where the function itself decides, whose answer is then no refusal and no failure.</param>
    private async Task CheckAsync(HttpRequestMessage request, string who, int? expected, string? token)
    {
        using var answer = await SendAsync(request, token);
        var status = (int)answer.StatusCode;
        Assert.True(
            expected is null ? status is not (Unauthorized or Forbidden or 500) : status == expected,
            $"{request.Method} {request.RequestUri} answers {status} to {who}.");
        if (status == Unauthorized)
            Assert.StartsWith("Bearer", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? token)
    {
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await walked.App.Http.SendAsync(request);
    }

    /// <summary>The same claims with another signature.</summary>
    private static string Forge(string token)
    {
        var signature = token.LastIndexOf('.') + 1;
        return token[..signature] + (token[signature] == 'A' ? 'B' : 'A') + token[(signature + 1)..];
    }
}
