using Serverless.LocalCosmos;

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

    [Fact]
    public async Task A_failure_inside_is_told_with_its_activity_and_the_server_goes_on()
    {
        var time = new BreakingTime();
        await using var account = await TestAccount.OpenAsync(new LocalCosmosOptions { Time = time });
        time.IsBroken = true;
        var broken = await account.SendAsync(new TestRequest("POST", "/dbs", """{"id":"e"}""").Signed("dbs", ""));
        time.IsBroken = false;
        Assert.Equal(500, broken.Status);
        Assert.Contains(broken.Header("x-ms-activity-id")!, broken.Message(), StringComparison.Ordinal);
        Assert.Equal(201, (await account.SendAsync(new TestRequest("POST", "/dbs", """{"id":"e"}""").Signed("dbs", ""))).Status);
    }

    private sealed class BreakingTime : TimeProvider
    {
        public bool IsBroken { get; set; }

        public override DateTimeOffset GetUtcNow() => IsBroken ? throw new InvalidOperationException("The clock stands.") : base.GetUtcNow();
    }
}
