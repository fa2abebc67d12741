using System.Text;
using Serverless.LocalCosmos.Protocol;

namespace Serverless.Unit.Protocol.Calls;

public sealed class ItemCallTests
{
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
}
