using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Serverless.LocalCosmos.Protocol;
using Serverless.LocalCosmos.Protocol.Batch;
using Serverless.Unit.Protocol;
using Serverless.Unit.Protocol.Batch;

namespace Serverless.Unit.Engine.Queries;

/// <summary>Two containers with the same documents, of which one indexes everything and the other nothing.</summary>
internal sealed class TwinContainers : IAsyncDisposable
{
    public const string Indexed = "c";
    public const string Scanned = "scanned";

    private readonly TestAccount _account;

    private TwinContainers(TestAccount account) => _account = account;

    public static Task<TwinContainers> FillAsync(int documents) => FillAsync(Filters.Document.Sample(documents, 20));

    /// <param name="documents">The properties beside id and key, each with a comma before it. The ids count from 0.</param>
    public static async Task<TwinContainers> FillAsync(IEnumerable<string> documents)
    {
        var account = await TestAccount.OpenAsync();
        Assert.Equal(201, (await account.CreateContainerAsync($$"""
            {"id":"{{Scanned}}","partitionKey":{"paths":["/pk"],"kind":"Hash"},"indexingPolicy":{"indexingMode":"none","automatic":false} }
            """)).Status);
        var twins = new TwinContainers(account);
        var id = 0;
        foreach (var part in documents.Chunk(BatchReader.MaximumOperations))
        {
            var bodies = part.Select(fields => BatchBytes.Operation(
                0, $"[\"p{id % 4}\"]", body: $$"""{"id":"{{id}}","pk":"p{{id++ % 4}}"{{fields}} }""")).ToArray();
            foreach (var container in (string[])[Indexed, Scanned])
            {
                var request = new TestRequest("POST", $"/dbs/d/colls/{container}/docs", BatchBytes.Request(bodies))
                    .Signed("docs", $"dbs/d/colls/{container}").With("x-ms-cosmos-is-batch-request", "True").With("x-ms-cosmos-batch-atomic", "False");
                Assert.Equal(200, (await account.SendAsync(request)).Status);
            }
        }

        return twins;
    }

    /// <summary>The results of all pages.</summary>
    public async Task<List<string>> AnswerAsync(string container, string statement, int pageSize, string? partition = null)
    {
        var pages = await PagesAsync(container, statement, pageSize, partition);
        Assert.All(pages, page => Assert.InRange(page.Count, 0, pageSize));
        return [.. pages.SelectMany(page => page)];
    }

    public async Task<List<List<string>>> PagesAsync(string container, string statement, int pageSize, string? partition = null) =>
        [.. (await AnswersAsync(container, statement, pageSize, partition)).Select(
            page => page.Json().GetProperty("Documents").EnumerateArray().Select(row => row.GetRawText()).ToList())];

    /// <summary>How many documents all pages together have loaded.</summary>
    public async Task<long> LoadedAsync(string container, string statement, int pageSize) =>
        (await AnswersAsync(container, statement, pageSize, partition: null)).Sum(page => long.Parse(
            page.Header("x-ms-documentdb-query-metrics")!.Split(';').Single(metric => metric.StartsWith("retrievedDocumentCount=", StringComparison.Ordinal))[23..],
            CultureInfo.InvariantCulture));

    private async Task<List<GatewayResponse>> AnswersAsync(string container, string statement, int pageSize, string? partition)
    {
        var pages = new List<GatewayResponse>();
        string? continuation = null;
        do
        {
            var page = await SendAsync(container, Query(statement), partition, ("x-ms-documentdb-isquery", "True"),
                ("x-ms-documentdb-populatequerymetrics", "True"),
                ("x-ms-max-item-count", pageSize.ToString(CultureInfo.InvariantCulture)), ("x-ms-continuation", continuation));
            Assert.True(page.Status == 200, $"{statement}: {page.Text()}");
            pages.Add(page);
            continuation = page.Header("x-ms-continuation");
        }
        while (continuation is not null);
        return pages;
    }

    public async Task<string> ExplainAsync(string statement)
    {
        var answer = await _account.AdminAsync("POST", $"dbs/d/colls/{Indexed}/explain", Query(statement));
        return answer.Json().GetProperty("plan").GetString()!;
    }

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    private static string Query(string statement) => new System.Text.Json.Nodes.JsonObject { ["query"] = statement }.ToJsonString();

    private Task<GatewayResponse> SendAsync(string container, string body, string? partition, params (string Name, string? Value)[] headers)
    {
        var request = new TestRequest("POST", $"/dbs/d/colls/{container}/docs", body).Signed("docs", $"dbs/d/colls/{container}");
        foreach (var (name, value) in headers)
        {
            if (value is not null) request.With(name, value);
        }

        return _account.SendAsync(partition is null ? request : request.With("x-ms-documentdb-partitionkey", partition));
    }
}
