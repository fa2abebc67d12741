using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Demo.Playing;

internal sealed record ApiReply(HttpStatusCode Status, JsonNode? Body, string? Version, bool IsReplayed)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>Of a problem.</summary>
    public string? Code => Body.At("code").Text();

    /// <exception cref="Mishap">It names none.</exception>
    public Guid Id => Body.At("id").Id() ?? throw new Mishap($"an answer names no id: {Words}");

    public IEnumerable<JsonNode> Items => Body.At("items").Items();

    /// <summary>For people, without what the problem says of persons: the system's own texts say nothing of them.</summary>
    public string Words => $"{(int)Status} {Code} {Body.At("detail").Text()} {Body.At("errors")?.ToJsonString()}".Trim();

    public static async Task<ApiReply> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        return new ApiReply(answer.StatusCode, Parse(text), answer.Headers.ETag?.Tag, answer.Headers.Contains("Idempotent-Replayed"));
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        // Whatever stands before the system may answer in other ways; its status is enough then.
        catch (JsonException)
        {
            return null;
        }
    }
}
