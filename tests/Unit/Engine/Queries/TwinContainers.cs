using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Serverless.LocalCosmos.Protocol;
using Serverless.Unit.Protocol;

namespace Serverless.Unit.Engine.Queries;

/// <summary>Two containers with the same documents, of which one indexes everything and the other nothing.</summary>
internal sealed class TwinContainers : IAsyncDisposable
{
    public const string Indexed = "c";
    public const string Scanned = "scanned";

    private readonly TestAccount _account;

    private TwinContainers(TestAccount account) => _account = account;

    public static async Task<TwinContainers> FillAsync(int documents)
    {
        var account = await TestAccount.OpenAsync();
        Assert.Equal(201, (await account.CreateContainerAsync($$"""
            {"id":"{{Scanned}}","partitionKey":{"paths":["/pk"],"kind":"Hash"},"indexingPolicy":{"indexingMode":"none","automatic":false} }
            """)).Status);
        var twins = new TwinContainers(account);
        var id = 0;
        foreach (var fields in Filters.Document.Sample(documents, 20))
        {
            var key = $"p{id % 4}";
            var body = $$"""{"id":"{{id}}","pk":"{{key}}"{{fields}} }""";
            Assert.Equal(201, (await twins.SendAsync(Indexed, body, $"[\"{key}\"]")).Status);
            Assert.Equal(201, (await twins.SendAsync(Scanned, body, $"[\"{key}\"]")).Status);
            id++;
        }

        return twins;
    }

    /// <summary>The results of all pages.</summary>
    public async Task<List<string>> AnswerAsync(string container, string statement, int pageSize, string? partition = null)
    {
        var results = new List<string>();
        string? continuation = null;
        do
        {
            var page = await SendAsync(container, Query(statement), partition, ("x-ms-documentdb-isquery", "True"),
                ("x-ms-max-item-count", pageSize.ToString(CultureInfo.InvariantCulture)), ("x-ms-continuation", continuation));
            Assert.True(page.Status == 200, $"{statement}: {page.Text()}");
            var rows = page.Json().GetProperty("Documents").EnumerateArray().Select(row => row.ToString()).ToList();
            Assert.InRange(rows.Count, 0, pageSize);
            results.AddRange(rows);
            continuation = page.Header("x-ms-continuation");
        }
        while (continuation is not null);
        return results;
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
