using System.Text.Json.Nodes;
using Serverless.Demo.Playing;

namespace Serverless.Demo.Forgetting;

/// <summary>A data-protection officer, who gives a learner a copy of all that is kept about them, and then has it erased.</summary>
internal sealed class Officer(ApiClient client, string token, TimeProvider time)
{
    /// <summary>An erasure waits until no process can have a key from before the restriction: with the usual setting, for minutes.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Keys__CacheLifetime"] = "00:00:02",
    };

    /// <summary>On a system with settings of its own an erasure takes as long as they say.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Waiting _waiting = new(Patience, time);

    /// <exception cref="Mishap">There is no copy.</exception>
    public async Task<CopyOfData> ExportAsync(Guid personId, string key, CancellationToken cancellation)
    {
        var asked = await DoAsync("privacy/exports", key, new JsonObject { ["personId"] = personId, ["format"] = "json" }, cancellation);
        await _waiting.UntilAsync("a copy of somebody's data is made", async () =>
        {
            var export = await ReadAsync($"privacy/exports/{asked.Id}", cancellation);
            return export.At("status").Text() switch
            {
                "ready" => export,
                "failed" or "withdrawn" or "expired" => throw new Mishap($"an export has come to nothing: {export.At("reason").Text()}"),
                _ => null,
            };
        }, cancellation);
        var link = await ReadAsync($"privacy/exports/{asked.Id}/link", cancellation);
        return CopyOfData.Read(await client.DownloadAsync(link.At("href").Text() ?? throw new Mishap("an export has no address"), cancellation));
    }

    /// <param name="progress">Told of each step when it is done.</param>
    /// <exception cref="Mishap">The person is not erased.</exception>
    public async Task<Certificate> EraseAsync(Guid personId, string key, IProgress<string> progress, CancellationToken cancellation)
    {
        var asked = await DoAsync("privacy/erasures", key, new JsonObject { ["personId"] = personId, ["reason"] = "consentWithdrawn" }, cancellation);
        var erasure = $"privacy/erasures/{asked.Id}";
        await DoAsync($"{erasure}/identify", $"{key}-identify", new JsonObject { ["method"] = "knownContact" }, cancellation);
        await DoAsync($"{erasure}/confirm", $"{key}-confirm", body: null, cancellation);
        var told = new HashSet<string>(StringComparer.Ordinal);
        await _waiting.UntilAsync("the learner is erased", async () =>
        {
            var now = await ReadAsync(erasure, cancellation);
            foreach (var step in now.At("steps").Items().Where(step => step.At("status").Text() == "done").Select(step => step.At("step").Text() ?? "").Where(told.Add)) progress.Report(step);
            return now.At("status").Text() switch
            {
                "completed" => now,
                "stuck" or "cancelled" => throw new Mishap($"an erasure is {now.At("status").Text()}: {now.At("left")?.ToJsonString()}"),
                _ => null,
            };
        }, cancellation);
        var certificate = await ReadAsync($"{erasure}/certificate", cancellation);
        var keys = await ReadAsync($"privacy/signing-keys?tenant={Tokens.Tenant}", cancellation);
        return new Certificate(certificate, SignedDocument.Verify(certificate.At("signed").Text() ?? "", keys));
    }

    private async Task<ApiReply> DoAsync(string address, string key, JsonObject? body, CancellationToken cancellation)
    {
        var reply = await client.SendAsync(ApiRequest.Post($"api/{address}", token, key, body), cancellation);
        return reply.IsSuccess ? reply : throw new Mishap($"POST {address} answers {reply.Words}");
    }

    private async Task<JsonNode> ReadAsync(string address, CancellationToken cancellation)
    {
        var reply = await client.SendAsync(ApiRequest.Get($"api/{address}", token), cancellation);
        return reply is { IsSuccess: true, Body: { } body } ? body : throw new Mishap($"GET {address} answers {reply.Words}");
    }
}
