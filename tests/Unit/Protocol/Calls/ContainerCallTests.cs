namespace Serverless.Unit.Protocol.Calls;

public sealed class ContainerCallTests
{
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

    [Fact]
    public async Task A_container_is_reached_by_the_rids_of_its_path()
    {
        await using var account = await TestAccount.OpenAsync();
        await account.CreateItemAsync("""{"id":"a","pk":"p"}""");
        var container = (await account.SendAsync(new TestRequest("GET", "/dbs/d/colls/c").Signed("colls", "dbs/d/colls/c"))).Json();
        var self = container.GetProperty("_self").GetString()!.TrimEnd('/');
        var rid = container.GetProperty("_rid").GetString()!;
        var read = await account.SendAsync(new TestRequest("GET", "/" + self).Signed("colls", rid.ToLowerInvariant()));
        Assert.Equal("c", read.Json().GetProperty("id").GetString());
        var feed = await account.SendAsync(new TestRequest("GET", $"/{self}/docs").Signed("docs", rid.ToLowerInvariant()));
        Assert.Equal("1", feed.Header("x-ms-item-count"));
        Assert.Equal(404, (await account.SendAsync(new TestRequest("GET", "/dbs/AbCdEQ==/colls/AbCdEYAAAAE=/pkranges").Signed("pkranges", "abcdeyaaaae="))).Status);
    }

    [Fact]
    public async Task Feeds_of_resources_come_in_pages()
    {
        await using var account = await TestAccount.OpenAsync();
        for (var i = 0; i < 4; i++) await account.CreateContainerAsync($$$"""{"id":"c{{{i}}}","partitionKey":{"paths":["/pk"]}}""");
        var names = new List<string>();
        string? token = null;
        do
        {
            var request = new TestRequest("GET", "/dbs/d/colls").Signed("colls", "dbs/d").With("x-ms-max-item-count", "2");
            var page = await account.SendAsync(token is null ? request : request.With("x-ms-continuation", token));
            names.AddRange(page.Json().GetProperty("DocumentCollections").EnumerateArray().Select(c => c.GetProperty("id").GetString()!));
            token = page.Header("x-ms-continuation");
        }
        while (token is not null);
        Assert.Equal(["c", "c0", "c1", "c2", "c3"], names);
    }

    [Theory]
    [InlineData("x-ms-offer-throughput", "300")]
    [InlineData("x-ms-offer-throughput", "450")]
    [InlineData("x-ms-offer-throughput", "many")]
    [InlineData("x-ms-cosmos-offer-autopilot-settings", """{"maxThroughput":500}""")]
    [InlineData("x-ms-cosmos-offer-autopilot-settings", "{}")]
    [InlineData("x-ms-cosmos-offer-autopilot-settings", "[")]
    public async Task Throughput_that_the_service_does_not_sell_is_refused(string header, string value)
    {
        await using var account = await TestAccount.OpenAsync();
        var request = new TestRequest("POST", "/dbs/d/colls", """{"id":"e","partitionKey":{"paths":["/pk"]}}""").Signed("colls", "dbs/d");
        Assert.Equal(400, (await account.SendAsync(request.With(header, value))).Status);
        Assert.Equal(404, (await account.SendAsync(new TestRequest("GET", "/dbs/d/colls/e").Signed("colls", "dbs/d/colls/e"))).Status);
    }

    [Theory]
    [InlineData("""{"id":"other","partitionKey":{"paths":["/pk"]}}""", null, 400)]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/other"]}}""", null, 400)]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/pk"]},"uniqueKeyPolicy":{"uniqueKeys":[{"paths":["/a"]}]}}""", null, 400)]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/pk"]},"defaultTtl":0}""", null, 400)]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/pk"]},"defaultTtl":5}""", "\"stale\"", 412)]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/pk"]},"defaultTtl":5}""", "*", 200)]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/pk"]},"defaultTtl":5}""", null, 200)]
    public async Task A_container_changes_only_what_may_change(string properties, string? ifMatch, int status)
    {
        await using var account = await TestAccount.OpenAsync();
        var request = new TestRequest("PUT", "/dbs/d/colls/c", properties).Signed("colls", "dbs/d/colls/c");
        if (ifMatch is not null) request.With("If-Match", ifMatch);
        var replaced = await account.SendAsync(request);
        Assert.Equal(status, replaced.Status);
        var read = await account.SendAsync(new TestRequest("GET", "/dbs/d/colls/c").Signed("colls", "dbs/d/colls/c"));
        Assert.Equal(status == 200, read.Json().TryGetProperty("defaultTtl", out _));
        if (status == 200) Assert.Equal(replaced.Header("etag"), read.Header("etag"));
        Assert.Equal(304, (await account.SendAsync(new TestRequest("GET", "/dbs/d/colls/c")
            .Signed("colls", "dbs/d/colls/c").With("If-None-Match", read.Header("etag")!))).Status);
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await using var account = await TestAccount.OpenAsync();
        Assert.Equal(409, (await account.CreateContainerAsync("""{"id":"c","partitionKey":{"paths":["/pk"]}}""")).Status);
        Assert.Equal(409, (await account.SendAsync(new TestRequest("POST", "/dbs", """{"id":"d"}""").Signed("dbs", ""))).Status);
        Assert.Equal(412, (await account.SendAsync(new TestRequest("DELETE", "/dbs/d").Signed("dbs", "dbs/d").With("If-Match", "\"no\""))).Status);
    }

    private static TestRequest Ranges() => new TestRequest("GET", "/dbs/d/colls/c/pkranges").Signed("pkranges", TestAccount.ItemsLink);
}
