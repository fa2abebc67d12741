using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Privacy;

/// <summary>What somebody does to have a copy of a person's data.</summary>
internal sealed class ExportDesk(Site site, Client caller)
{
    public Task<Reply> AskAsync(Guid personId, DateTimeOffset? asOf = null, string format = "json") =>
        caller.PostAsync("privacy/exports", Body(personId, asOf, format));

    /// <summary>Once, by a key of its own.</summary>
    public async Task<Reply> AskOnceAsync(Guid personId, string key, DateTimeOffset? asOf = null) =>
        (await caller.TryAsync(HttpMethod.Post, "privacy/exports", Body(personId, asOf, "json"), version: null, key, CancellationToken.None))!;

    public async Task<Reply> StatusAsync(string id) => await caller.GetAsync($"privacy/exports/{id}");

    public async Task<Reply> WithdrawAsync(string id) =>
        (await caller.TryAsync(HttpMethod.Delete, $"privacy/exports/{id}", body: null, version: null, $"{Guid.NewGuid()}", CancellationToken.None))!;

    public Task<Reply> ListAsync(Guid personId) => caller.GetAsync($"privacy/exports?personId={personId}");

    public Task<Reply> LinkAsync(string id) => caller.GetAsync($"privacy/exports/{id}/link");

    public async Task<JsonObject> UntilAsync(string id, string status)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var now = (await StatusAsync(id)).Is(200).Body;
            if ((string?)now["status"] == status) return now;
            var isOver = (string?)now["status"] is "ready" or "failed" or "withdrawn" or "expired" || Stopwatch.GetElapsedTime(started) > Deadline.Patience;
            Assert.False(isOver, $"It is not {status}: {now.ToJsonString()}; {site.Output[^Math.Min(site.Output.Length, 6000)..]}");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    /// <summary>From the wish to the files.</summary>
    public async Task<ExportPackage> ExportAsync(Guid personId, DateTimeOffset? asOf = null)
    {
        var id = (await AskAsync(personId, asOf)).Is(202).Id;
        await UntilAsync(id, "ready");
        return await OpenAsync(id);
    }

    public async Task<ExportPackage> OpenAsync(string id) => ExportPackage.Read(id, await DownloadAsync((string)(await LinkAsync(id)).Is(200).Body["href"]!));

    /// <summary>As anybody who has the address.</summary>
    public async Task<byte[]> DownloadAsync(string href)
    {
        using var answer = await GetAsync(href);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    public async Task<HttpResponseMessage> GetAsync(string href) => await (await site.App).Http.GetAsync(new Uri(href.TrimStart('/'), UriKind.Relative));

    private static JsonObject Body(Guid personId, DateTimeOffset? asOf, string format)
    {
        var body = new JsonObject { ["personId"] = personId, ["format"] = format };
        if (asOf is { } at) body["asOf"] = at.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        return body;
    }
}
