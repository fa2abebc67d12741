using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Writing;

/// <summary>Sends a request again, with the same Idempotency-Key, until it is answered.</summary>
internal sealed class Client(Site site, string token)
{
    private int _answers;
    private int _repetitions;

    /// <summary>Requests that were answered, however often they were sent.</summary>
    public int Answers => _answers;

    /// <summary>How often a request was sent again.</summary>
    public int Repetitions => _repetitions;

    public Task<Reply> GetAsync(string address) => SendAsync(HttpMethod.Get, address);

    public Task<Reply> PostAsync(string address, JsonObject? body = null) => SendAsync(HttpMethod.Post, address, body);

    public Task<Reply> PutAsync(string address, JsonObject? body = null) => SendAsync(HttpMethod.Put, address, body);

    /// <param name="version">The ETag of what is changed.</param>
    public Task<Reply> PatchAsync(string address, JsonObject body, string version) => SendAsync(HttpMethod.Patch, address, body, version);

    /// <param name="table">As CSV.</param>
    public Task<Reply> PostTableAsync(string address, string table) =>
        SendAsync((key, cancellation) => TryAsync(HttpMethod.Post, address, new StringContent(table, Encoding.UTF8, "text/csv"), version: null, key, cancellation));

    private Task<Reply> SendAsync(HttpMethod method, string address, JsonObject? body = null, string? version = null) =>
        SendAsync((key, cancellation) => TryAsync(method, address, body, version, key, cancellation));

    private async Task<Reply> SendAsync(Func<string, CancellationToken, Task<Reply?>> send)
    {
        using var patience = new CancellationTokenSource(Deadline.Patience);
        for (var key = Guid.NewGuid().ToString(); ; Interlocked.Increment(ref _repetitions))
        {
            if (await send(key, patience.Token) is not { Status: not 503 } reply) continue;
            Interlocked.Increment(ref _answers);
            return reply;
        }
    }

    /// <summary>The request, sent once.</summary>
    /// <returns>Null where the answer does not come, so that nobody knows what has happened.</returns>
    public Task<Reply?> TryAsync(HttpMethod method, string address, JsonObject? body, string? version, string key, CancellationToken cancellation) =>
        TryAsync(method, address, body is null ? null : JsonContent.Create(body), version, key, cancellation);

    private async Task<Reply?> TryAsync(HttpMethod method, string address, HttpContent? content, string? version, string key, CancellationToken cancellation)
    {
        var app = await site.App.WaitAsync(cancellation);
        using var request = new HttpRequestMessage(method, new Uri($"api/{address}", UriKind.Relative)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (method != HttpMethod.Get) request.Headers.Add("Idempotency-Key", key);
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", version);
        try
        {
            using var answer = await app.Http.SendAsync(request, cancellation);
            var text = await answer.Content.ReadAsStringAsync(cancellation);
            return new Reply(
                (int)answer.StatusCode,
                text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject(),
                answer.Headers.ETag?.Tag ?? "",
                answer.Headers.Contains("Idempotent-Replayed"),
                answer.Headers.RetryAfter?.Delta);
        }
        // The last from HttpClient itself, where a connection breaks at the moment it is made.
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return null;
        }
    }
}

internal sealed record Reply(int Status, JsonObject Body, string ETag, bool IsReplayed, TimeSpan? RetryAfter)
{
    public string Id => (string)Body["id"]!;

    public string? Code => (string?)Body["code"];

    /// <summary>Itself, where the status is the one that is meant.</summary>
    public Reply Is(int status)
    {
        Assert.True(Status == status, $"{Status} instead of {status}: {Body.ToJsonString()}");
        return this;
    }
}
