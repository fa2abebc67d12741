using System.Text;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Wire;

public abstract class BadRequestContract(Backend backend) : WireContract(backend)
{
    private static readonly (string Name, string Value) Key = ("x-ms-documentdb-partitionkey", "[\"p\"]");
    private static readonly (string Name, string Value) Query = ("x-ms-documentdb-isquery", "True");
    private static readonly (string Name, string Value) QueryType = ("content-type", "application/query+json");
    private static readonly (string Name, string Value) Range = ("x-ms-documentdb-partitionkeyrangeid", "0");

    [ContractTheory]
    [InlineData("garbage")]
    [InlineData("[")]
    [InlineData("\"p\"")]
    [InlineData("[]")]
    [InlineData("[\"p\",\"q\"]")]
    [InlineData("[[1]]")]
    [InlineData("[{\"a\":1}]")]
    public async Task A_partition_key_that_is_none_answers_400(string key)
    {
        var (status, body) = await DocsAsync("GET", "docs/a", null, (Key.Name, key));
        Assert.Equal(400, status);
        Assert.Contains("\"code\"", body, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task A_missing_partition_key_answers_400()
    {
        Assert.Equal(400, (await DocsAsync("GET", "docs/a", null)).Status);
        Assert.Equal(400, (await DocsAsync("PUT", "docs/a", """{"id":"a","pk":"p"}""")).Status);
    }

    [ContractTheory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"query\":7}")]
    [InlineData("{\"query\":\"SELECT * FROM c\",\"parameters\":{}}")]
    [InlineData("{\"query\":\"SELECT * FROM c\",\"parameters\":[{\"name\":7}]}")]
    [InlineData("{\"query\":\"SELECT * FROM c\",\"parameters\":[7]}")]
    public async Task A_query_body_that_is_none_answers_400(string body) =>
        Assert.Equal(400, (await DocsAsync("POST", "docs", body, Key, Query, QueryType)).Status);

    [ContractTheory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("{\"operations\":[]}")]
    [InlineData("{\"operations\":{}}")]
    [InlineData("{\"operations\":[7]}")]
    [InlineData("{\"operations\":[{\"op\":\"explode\",\"path\":\"/n\"}]}")]
    [InlineData("{\"operations\":[{\"op\":\"set\",\"value\":1}]}")]
    [InlineData("{\"operations\":[{\"op\":\"set\",\"path\":\"n\",\"value\":1}]}")]
    [InlineData("{\"operations\":[{\"op\":\"set\",\"path\":\"/n\"}]}")]
    [InlineData("{\"operations\":[{\"op\":\"incr\",\"path\":\"/n\",\"value\":\"1\"}]}")]
    [InlineData("{\"condition\":7,\"operations\":[{\"op\":\"set\",\"path\":\"/n\",\"value\":1}]}")]
    public async Task A_patch_body_that_is_none_answers_400(string body) =>
        Assert.Equal(400, (await DocsAsync("PATCH", "docs/a", body, Key, ("content-type", "application/json-patch+json"))).Status);

    [ContractTheory]
    [InlineData("")]
    [InlineData("81")]
    [InlineData("81F0D8FF7F")]
    [InlineData("81F0D8FF7F01FFFFFFFF")]
    [InlineData("81F0D8FF7F010A000000")]
    [InlineData("81F0D8FF7F010A00000081F1D8FF7FFFFFFF7F00000000")]
    [InlineData("81F0D8FF7F010A00000081F1D8FF7F0E00000000000000817154E17F03A801000000000000")]
    [InlineData("0102030405060708")]
    [InlineData("7B7D")]
    public async Task A_batch_body_that_is_none_answers_400(string hex)
    {
        var container = await WireAsync();
        var link = $"dbs/{container.Database.Id}/colls/{container.Id}";
        var (status, _) = await SendAsync(
            "POST", $"/{link}/docs", "docs", link, Convert.FromHexString(hex), Key,
            ("x-ms-cosmos-is-batch-request", "True"), ("x-ms-cosmos-batch-atomic", "True"));
        Assert.Equal(400, status);
    }

    [ContractFact]
    public async Task A_binary_item_answers_400_and_says_so()
    {
        var container = await WireAsync();
        var link = $"dbs/{container.Database.Id}/colls/{container.Id}";
        var (status, _) = await SendAsync("POST", $"/{link}/docs", "docs", link, [0x80, 0xED, 0x01], Key);
        Assert.Equal(400, status);
    }

    [ContractTheory]
    [InlineData("x-ms-continuation", "garbage")]
    [InlineData("x-ms-continuation", "{\"a\":1}")]
    [InlineData("x-ms-max-item-count", "many")]
    [InlineData("x-ms-start-epk", "xyz")]
    public async Task A_feed_header_that_is_none_answers_400(string name, string value)
    {
        (string, string)[] headers = name == "x-ms-start-epk"
            ? [Range, ("x-ms-read-key-type", "EffectivePartitionKeyRange"), (name, value), ("x-ms-end-epk", "FF")]
            : [Range, (name, value)];
        Assert.Equal(400, (await DocsAsync("GET", "docs", null, headers)).Status);
        if (name != "x-ms-continuation")
            return;
        Assert.Equal(400, (await DocsAsync("POST", "docs", """{"query":"SELECT * FROM c"}""", Query, QueryType, Range, (name, value))).Status);
    }

    [ContractTheory]
    [InlineData("If-None-Match", "\"garbage\"")]
    [InlineData("If-None-Match", "\"-5\"")]
    public async Task A_change_feed_position_that_is_none_answers_400(string name, string value) =>
        Assert.Equal(400, (await DocsAsync("GET", "docs", null, Range, ("A-IM", "Incremental Feed"), (name, value))).Status);

    [ContractTheory]
    [InlineData("999", 410)]
    [InlineData("x", 400)]
    public async Task A_range_that_is_not_there_is_refused(string range, int status)
    {
        (string, string)[] headers = [("x-ms-documentdb-partitionkeyrangeid", range), Query, QueryType];
        var (actual, _) = await DocsAsync("POST", "docs", """{"query":"SELECT * FROM c"}""", headers);
        Assert.True(actual == status || actual == 410, $"{actual}");
    }

    [ContractFact]
    public async Task An_oversized_body_answers_413()
    {
        var text = $$"""{"id":"big","pk":"p","text":"{{new string('x', 5_000_000)}}"}""";
        Assert.Equal(413, (await DocsAsync("POST", "docs", text, Key)).Status);
    }

    [ContractFact]
    public async Task Unknown_headers_are_ignored()
    {
        var (status, _) = await DocsAsync("GET", "docs/a", null, Key, ("x-ms-unheard-of", "1"), ("x-ms-cosmos-batch-ordered", "perhaps"));
        Assert.Equal(200, status);
    }

    [ContractTheory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"id\":7}")]
    [InlineData("{\"id\":null}")]
    [InlineData("{\"id\":\"\"}")]
    public async Task A_database_body_that_is_none_answers_400(string body) =>
        Assert.Equal(400, (await SendAsync("POST", "/dbs", "dbs", "", Encoding.UTF8.GetBytes(body))).Status);

    [ContractTheory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("{\"id\":\"c\"}")]
    [InlineData("{\"id\":\"c\",\"partitionKey\":\"x\"}")]
    [InlineData("{\"id\":\"c\",\"partitionKey\":{\"paths\":[]}}")]
    [InlineData("{\"id\":\"c\",\"partitionKey\":{\"paths\":[7]}}")]
    [InlineData("{\"id\":\"c\",\"partitionKey\":{\"paths\":\"/pk\"}}")]
    [InlineData("{\"id\":\"c\",\"partitionKey\":{\"paths\":[\"/pk\"],\"kind\":\"Round\"}}")]
    [InlineData("{\"id\":\"c\",\"partitionKey\":{\"paths\":[\"/pk\"]},\"indexingPolicy\":3}")]
    [InlineData("{\"id\":\"c\",\"partitionKey\":{\"paths\":[\"/pk\"]},\"defaultTtl\":\"x\"}")]
    [InlineData("{\"id\":\"c\",\"partitionKey\":{\"paths\":[\"/pk\"]},\"uniqueKeyPolicy\":{\"uniqueKeys\":7}}")]
    public async Task A_container_body_that_is_none_answers_400(string body)
    {
        var database = (await WireAsync()).Database.Id;
        var (status, text) = await SendAsync("POST", $"/dbs/{database}/colls", "colls", $"dbs/{database}", Encoding.UTF8.GetBytes(body));
        Assert.True(status == 400, $"{status}: {text}");
    }
}
