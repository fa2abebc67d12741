using System.Text;
using Serverless.LocalCosmos.Protocol;

namespace Serverless.Unit.Protocol;

public sealed class GatewayTests
{
    [Fact]
    public async Task The_metadata_probe_is_answered_without_a_key()
    {
        await using var account = await TestAccount.OpenAsync();
        Assert.Equal(404, (await account.SendAsync(new TestRequest("GET", "/metadata/instance?api-version=2020-06-01"))).Status);
    }

    [Fact]
    public async Task The_account_document_has_what_clients_need_and_nothing_they_must_not_see()
    {
        await using var account = await TestAccount.OpenAsync();
        var document = (await account.SendAsync(new TestRequest("GET", "/").Signed("", ""))).Json();
        Assert.Equal("Session", document.GetProperty("userConsistencyPolicy").GetProperty("defaultConsistencyLevel").GetString());
        Assert.NotEmpty(System.Text.Json.JsonDocument.Parse(document.GetProperty("queryEngineConfiguration").GetString()!).RootElement.EnumerateObject());
        Assert.Equal("http://test/", document.GetProperty("writableLocations")[0].GetProperty("databaseAccountEndpoint").GetString());
        Assert.False(document.TryGetProperty("thinClientReadableLocations", out _));
    }

    [Theory]
    [InlineData("GET", "/dbs/d/colls/c/other", "other", "dbs/d/colls/c", 404)]
    [InlineData("PATCH", "/dbs", "dbs", "", 405)]
    [InlineData("PUT", "/dbs/d", "dbs", "dbs/d", 405)]
    [InlineData("DELETE", "/dbs/d/colls/c/docs", "docs", "dbs/d/colls/c", 405)]
    [InlineData("GET", "/dbs/d/colls/c/docs/i/more", "more", "dbs/d/colls/c/docs/i", 404)]
    [InlineData("GET", "/dbs/none", "dbs", "dbs/none", 404)]
    [InlineData("GET", "/dbs/d/colls/none", "colls", "dbs/d/colls/none", 404)]
    [InlineData("GET", "/dbs/d/colls/c/sprocs", "sprocs", "dbs/d/colls/c", 200)]
    [InlineData("POST", "/dbs/d/colls/c/sprocs", "sprocs", "dbs/d/colls/c", 400)]
    [InlineData("POST", "/dbs/d/colls/c/sprocs/s", "sprocs", "dbs/d/colls/c/sprocs/s", 400)]
    [InlineData("GET", "/dbs/d/colls/c/triggers", "triggers", "dbs/d/colls/c", 200)]
    [InlineData("POST", "/dbs/d/colls/c/udfs", "udfs", "dbs/d/colls/c", 400)]
    [InlineData("GET", "/dbs/d/users", "users", "dbs/d", 200)]
    [InlineData("POST", "/dbs/d/users", "users", "dbs/d", 400)]
    [InlineData("GET", "/dbs/d/clientencryptionkeys", "clientencryptionkeys", "dbs/d", 200)]
    [InlineData("PUT", "/dbs/d/clientencryptionkeys/k", "clientencryptionkeys", "dbs/d/clientencryptionkeys/k", 400)]
    [InlineData("GET", "/dbs/none/users", "users", "dbs/none", 404)]
    [InlineData("GET", "/dbs/d/colls/c/conflicts", "conflicts", "dbs/d/colls/c", 200)]
    public async Task What_is_not_there_or_not_supported_is_said_so(string method, string target, string type, string link, int status)
    {
        await using var account = await TestAccount.OpenAsync();
        var response = await account.SendAsync(new TestRequest(method, target, "{}").Signed(type, link));
        Assert.Equal(status, response.Status);
        Assert.NotEmpty(response.Json().EnumerateObject());
    }

    [Theory]
    [InlineData("/dbs/none/colls/c/docs/i", "dbs/none/colls/c/docs/i", "1003")]
    [InlineData("/dbs/d/colls/none/docs/i", "dbs/d/colls/none/docs/i", "1003")]
    [InlineData("/dbs/d/colls/c/docs/i", "dbs/d/colls/c/docs/i", null)]
    [InlineData("/dbs/d/colls/c/docs/..", "dbs/d/colls/c/docs/..", null)]
    [InlineData("/dbs/d/colls/c/docs/a%2Fb", "dbs/d/colls/c/docs/a/b", null)]
    public async Task A_missing_owner_has_a_substatus_and_a_missing_item_has_none(string target, string link, string? subStatus)
    {
        await using var account = await TestAccount.OpenAsync();
        var response = await account.SendAsync(
            new TestRequest("GET", target).Signed("docs", link).With("x-ms-documentdb-partitionkey", """["p"]"""));
        Assert.Equal((404, subStatus), (response.Status, response.Header("x-ms-substatus")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("12")]
    [InlineData("{\"id\":\"a\",\"pk\":\"p\"}x")]
    [InlineData("{\"id\":\"a\",\"pk\":\"p\",}")]
    [InlineData("{\"id\":7,\"pk\":\"p\"}")]
    [InlineData("{\"pk\":\"p\"}")]
    [InlineData("{\"id\":\"\",\"pk\":\"p\"}")]
    [InlineData("{\"id\":\"a/b\",\"pk\":\"p\"}")]
    [InlineData("{\"id\":\"\\ud800\",\"pk\":\"p\"}")]
    [InlineData("{\"id\":\"a\",\"pk\":\"\\ud800\"}")]
    [InlineData("{\"id\":\"a\",\"pk\":{}}")]
    [InlineData("{\"id\":\"a\",\"pk\":\"p\",\"ttl\":0}")]
    [InlineData("{\"id\":\"a\",\"pk\":\"other\"}")]
    [InlineData("\u0080binary")]
    public async Task A_malformed_item_is_a_bad_request(string body)
    {
        await using var account = await TestAccount.OpenAsync();
        var response = await account.SendAsync(new TestRequest("POST", TestAccount.Items, Encoding.Latin1.GetBytes(body))
            .Signed("docs", TestAccount.ItemsLink).With("x-ms-documentdb-partitionkey", """["p"]"""));
        Assert.Equal(400, response.Status);
        Assert.Equal("BadRequest", response.Json().GetProperty("code").GetString());
    }

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
    [InlineData("\"\ud83d\ude00\"")]
    [InlineData("1e400")]
    [InlineData("-0")]
    public async Task Odd_partition_keys_are_keys(string key)
    {
        await using var account = await TestAccount.OpenAsync();
        var status = (await account.CreateItemAsync($$"""{"id":"a","pk":{{key}}}""", $"[{key}]")).Status;
        Assert.True(status is 201 or 400, $"{status}");
        if (status == 201) Assert.Equal(200, (await account.ReadItemAsync("a", $"[{key}]")).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("p")]
    [InlineData("[]")]
    [InlineData("[\"p\"")]
    [InlineData("[\"p\",\"q\"]")]
    [InlineData("[[]]")]
    [InlineData("[{\"a\":1}]")]
    [InlineData("{}")]
    [InlineData("[\"p\"] []")]
    [InlineData("[\"\\ud800\"]")]
    public async Task A_partition_key_that_is_none_is_a_bad_request(string? key)
    {
        await using var account = await TestAccount.OpenAsync();
        var read = new TestRequest("GET", TestAccount.Items + "/a").Signed("docs", TestAccount.ItemsLink + "/docs/a");
        if (key is not null) read.With("x-ms-documentdb-partitionkey", key);
        Assert.Equal(400, (await account.SendAsync(read)).Status);
    }

    [Fact]
    public async Task A_body_is_two_megabytes_at_most()
    {
        await using var account = await TestAccount.OpenAsync();
        var body = $$"""{"id":"a","pk":"p","x":"{{new string('x', Gateway.MaximumBody)}}"}""";
        var response = await account.CreateItemAsync(body);
        Assert.Equal((413, "RequestEntityTooLarge"), (response.Status, response.Json().GetProperty("code").GetString()));
        Assert.Equal(201, (await account.CreateItemAsync(body.Replace("xxxx", "", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task Triggers_are_refused_and_not_forgotten()
    {
        await using var account = await TestAccount.OpenAsync();
        var response = await account.SendAsync(new TestRequest("POST", TestAccount.Items, """{"id":"a","pk":"p"}""")
            .Signed("docs", TestAccount.ItemsLink)
            .With("x-ms-documentdb-partitionkey", """["p"]""")
            .With("x-ms-documentdb-pre-trigger-include", "t"));
        Assert.Equal(400, response.Status);
        Assert.Contains("Triggers", response.Message(), StringComparison.Ordinal);
        Assert.Equal(404, (await account.ReadItemAsync("a")).Status);
    }

    [Fact]
    public async Task Answers_about_items_carry_what_sessions_and_caches_need()
    {
        await using var account = await TestAccount.OpenAsync();
        var response = await account.SendAsync(new TestRequest("POST", TestAccount.Items, """{"id":"a","pk":"p"}""")
            .Signed("docs", TestAccount.ItemsLink)
            .With("x-ms-activity-id", "259e238b-9e3d-497c-8277-7c2548fadf91")
            .With("x-ms-documentdb-partitionkey", """["p"]"""));
        Assert.Equal("259e238b-9e3d-497c-8277-7c2548fadf91", response.Header("x-ms-activity-id"));
        Assert.Equal(response.Json().GetProperty("_etag").GetString(), response.Header("etag"));
        Assert.Equal(TestAccount.ItemsLink, response.Header("x-ms-alt-content-path"));
        Assert.Equal($"0:-1#{response.Header("lsn")}", response.Header("x-ms-session-token"));
        Assert.Equal("0", response.Header("x-ms-documentdb-partitionkeyrangeid"));
        var container = await account.SendAsync(new TestRequest("GET", "/dbs/d/colls/c").Signed("colls", "dbs/d/colls/c"));
        Assert.Equal(container.Json().GetProperty("_rid").GetString(), response.Header("x-ms-content-path"));
        Assert.Equal(response.Header("x-ms-session-token"), (await account.ReadItemAsync("none")).Header("x-ms-session-token"));
        Assert.Equal(404, (await account.ReadItemAsync("none")).Status);
    }

    [Fact]
    public async Task Ranges_are_read_until_nothing_is_new()
    {
        await using var account = await TestAccount.OpenAsync();
        var first = await account.SendAsync(Ranges());
        Assert.Equal((200, "\"1\"", "1"), (first.Status, first.Header("etag"), first.Header("x-ms-item-count")));
        var second = await account.SendAsync(Ranges().With("If-None-Match", "\"1\""));
        Assert.Equal((304, "\"1\"", "0"), (second.Status, second.Header("etag"), second.Header("x-ms-item-count")));
        Assert.Equal(200, (await account.AdminAsync("POST", "dbs/d/colls/c/split", """{"range":"0"}""")).Status);
        var children = (await account.SendAsync(Ranges().With("If-None-Match", "\"1\""))).Json().GetProperty("PartitionKeyRanges");
        Assert.Equal(["1", "2"], children.EnumerateArray().Select(r => r.GetProperty("id").GetString()));
        Assert.All(children.EnumerateArray(), r => Assert.Equal("0", r.GetProperty("parents")[0].GetString()));
        Assert.Equal(304, (await account.SendAsync(Ranges().With("If-None-Match", "\"2\""))).Status);
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

    private static TestRequest Query(string body) => new TestRequest("POST", TestAccount.Items, body)
        .Signed("docs", TestAccount.ItemsLink).With("x-ms-documentdb-isquery", "True");

    private static TestRequest Ranges() => new TestRequest("GET", "/dbs/d/colls/c/pkranges").Signed("pkranges", TestAccount.ItemsLink);
}
