using Serverless.LocalCosmos.Protocol;

namespace Serverless.Unit.Protocol.Calls;

public sealed class QueryCallTests
{
    [Theory]
    [InlineData("""{"id":"a","pk":"p","x":"\ud800"}""", """["p"]""", "SELECT * FROM c WHERE c.x = 'y'")]
    [InlineData("""{"id":"a","pk":"p","x\ud800":1}""", """["p"]""", "SELECT * FROM c WHERE c.x = 'y' OR c.x != 'y'")]
    [InlineData("""{"id":"a","pk":"p","x":"\ud800"}""", """["p"]""", "SELECT DISTINCT VALUE UPPER(c.x) FROM c ORDER BY c.x")]
    [InlineData("""{"id":"a","pk":"p","x":1e999}""", """["p"]""", "SELECT VALUE SUM(c.x) FROM c")]
    [InlineData("""{"id":"a","pk":"p","pk":"q"}""", """["q"]""", "SELECT * FROM c WHERE c.pk = 'q'")]
    public async Task Odd_text_never_breaks_the_server(string body, string key, string query)
    {
        await using var account = await TestAccount.OpenAsync();
        Assert.InRange((await account.CreateItemAsync(body, key)).Status, 201, 400);
        var request = Query($$"""{"query":"{{query}}"}""").With("x-ms-documentdb-partitionkey", key);
        Assert.InRange((await account.SendAsync(request)).Status, 200, 400);
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("POST", "x-ms-documentdb-isquery")]
    public async Task A_range_that_was_split_is_gone_for_feeds_and_queries(string method, string? header)
    {
        await using var account = await TestAccount.OpenAsync();
        await account.AdminAsync("POST", "dbs/d/colls/c/split", """{"range":"0"}""");
        var request = new TestRequest(method, TestAccount.Items, """{"query":"SELECT * FROM c"}""").Signed("docs", TestAccount.ItemsLink);
        if (header is not null) request.With(header, "True");
        var gone = await account.SendAsync(request.With("x-ms-documentdb-partitionkeyrangeid", "0"));
        Assert.Equal((410, "1002"), (gone.Status, gone.Header("x-ms-substatus")));
        Assert.Equal(200, (await account.SendAsync(request.With("x-ms-documentdb-partitionkeyrangeid", "rid,2"))).Status);
    }

    [Theory]
    [InlineData("x-ms-max-item-count", "0")]
    [InlineData("x-ms-max-item-count", "-2")]
    [InlineData("x-ms-max-item-count", "many")]
    [InlineData("x-ms-continuation", "nonsense")]
    [InlineData("x-ms-documentdb-partitionkey", "[")]
    [InlineData("x-ms-documentdb-partitionkey", "[\"a\",\"b\"]")]
    public async Task A_query_with_a_bad_header_is_a_bad_request(string header, string value)
    {
        await using var account = await TestAccount.OpenAsync();
        var response = await account.SendAsync(Query("""{"query":"SELECT * FROM c"}""").With(header, value));
        Assert.Equal(400, response.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"query":7}""")]
    [InlineData("""{"query":"SELECT"}""")]
    [InlineData("""{"query":"SELECT \ud800"}""")]
    [InlineData("""{"query":"SELECT * FROM c","parameters":7}""")]
    [InlineData("""{"query":"SELECT * FROM c","parameters":[7]}""")]
    [InlineData("""{"query":"SELECT * FROM c","parameters":[{"name":"n"}]}""")]
    [InlineData("""{"query":"SELECT * FROM c WHERE c.a = @a"}""")]
    [InlineData("""{"query":"SELECT * FROM c ORDER BY c.a","resumeFilter":7}""")]
    public async Task A_query_that_is_none_is_a_bad_request(string body)
    {
        await using var account = await TestAccount.OpenAsync();
        Assert.Equal(400, (await account.SendAsync(Query(body))).Status);
    }

    [Fact]
    public async Task The_bounds_of_a_query_are_hexadecimal()
    {
        await using var account = await TestAccount.OpenAsync();
        var request = Query("""{"query":"SELECT * FROM c"}""")
            .With("x-ms-read-key-type", "EffectivePartitionKeyRange").With("x-ms-start-epk", "").With("x-ms-end-epk", "0X");
        Assert.Equal(400, (await account.SendAsync(request)).Status);
        Assert.Equal(200, (await account.SendAsync(request.With("x-ms-end-epk", "FF"))).Status);
        Assert.Equal("False", (await account.SendAsync(request)).Header("x-ms-cosmos-query-requiresdistribution"));
    }

    [Theory]
    [InlineData("Incremental Feed", "If-None-Match", "x", 400)]
    [InlineData("Incremental Feed", "If-None-Match", "\"-1\"", 400)]
    [InlineData("Incremental Feed", "If-None-Match", "*", 304)]
    [InlineData("Incremental Feed", "If-None-Match", "\"*\"", 304)]
    [InlineData("Incremental Feed", "If-Modified-Since", "now", 400)]
    [InlineData("Incremental Feed", "If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT", 304)]
    [InlineData("Incremental Feed", "x-none", "x", 200)]
    [InlineData("Full-Fidelity Feed", "x-none", "x", 400)]
    [InlineData("Full-Fidelity Feed", "If-None-Match", "*", 304)]
    [InlineData("Other Feed", "If-None-Match", "*", 400)]
    public async Task A_change_feed_starts_where_it_is_told(string mode, string header, string value, int status)
    {
        await using var account = await TestAccount.OpenAsync();
        await account.CreateItemAsync("""{"id":"a","pk":"p"}""");
        var response = await account.SendAsync(new TestRequest("GET", TestAccount.Items)
            .Signed("docs", TestAccount.ItemsLink).With("A-IM", mode).With(header, value));
        Assert.Equal(status, response.Status);
        if (status < 400) Assert.Matches("^\"[1-9][0-9]*\"$", response.Header("etag"));
        if (status < 400) Assert.Equal(status == 200 ? "1" : "0", response.Header("x-ms-item-count"));
    }

    [Fact]
    public async Task A_container_of_another_rid_than_meant_is_refused()
    {
        await using var account = await TestAccount.OpenAsync();
        var response = await account.SendAsync(Query("""{"query":"SELECT * FROM c"}""").With("x-ms-cosmos-intended-collection-rid", "other"));
        Assert.Equal((400, "1024"), (response.Status, response.Header("x-ms-substatus")));
    }

    [Fact]
    public async Task A_cancelled_request_ends_as_cancelled()
    {
        await using var account = await TestAccount.OpenAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await account.Account.Gateway.SendAsync(Query("""{"query":"SELECT * FROM c"}"""), cancelled.Token));
    }

    [Fact]
    public async Task Explain_says_how_the_items_would_be_found()
    {
        await using var account = await TestAccount.OpenAsync();
        var explained = await account.AdminAsync("POST", "dbs/d/colls/c/explain", """{"query":"SELECT * FROM c WHERE c.pk = 'p'"}""");
        Assert.Equal(200, explained.Status);
        Assert.NotEmpty(explained.Json().GetProperty("plan").GetString()!);
        Assert.Equal(400, (await account.AdminAsync("POST", "dbs/d/colls/c/explain", """{"query":"SELEC"}""")).Status);
        Assert.Equal(404, (await account.AdminAsync("POST", "dbs/d/colls/none/explain", """{"query":"SELECT 1"}""")).Status);
    }

    private static TestRequest Query(string body) => new TestRequest("POST", TestAccount.Items, body)
        .Signed("docs", TestAccount.ItemsLink).With("x-ms-documentdb-isquery", "True");
}
