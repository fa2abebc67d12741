using Serverless.LocalCosmos;

namespace Serverless.Unit.Protocol;

public sealed class AuthorizationTests
{
    private const string OtherKey = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==";

    /// <summary>What clients sign for each kind of request.</summary>
    [Theory]
    [InlineData("GET", "/", "", "")]
    [InlineData("POST", "/dbs", "dbs", "")]
    [InlineData("GET", "/dbs/My%20Db", "dbs", "dbs/My Db")]
    [InlineData("GET", "/dbs/%C3%A9t%C3%A9", "dbs", "dbs/été")]
    [InlineData("POST", "/dbs/d/colls", "colls", "dbs/d")]
    [InlineData("GET", "/dbs/d/colls/c/", "colls", "dbs/d/colls/c")]
    [InlineData("POST", "/dbs/d/colls/c/docs", "docs", "dbs/d/colls/c")]
    [InlineData("DELETE", "/dbs/d/colls/c/docs/A+i", "docs", "dbs/d/colls/c/docs/A+i")]
    [InlineData("GET", "/dbs/AbCdEQ==/colls/AbCdEYAAAAE=/pkranges", "pkranges", "abcdeyaaaae=")]
    [InlineData("GET", "/dbs/AbCdEQ==", "dbs", "abcdeq==")]
    [InlineData("GET", "/dbs/LooksAs==", "dbs", "dbs/LooksAs==")]
    [InlineData("GET", "/dbs/AbcdEf==", "dbs", "dbs/AbcdEf==")]
    [InlineData("POST", "/dbs/d/colls/c/operations/partitionkeydelete", "colls", "dbs/d/colls/c")]
    [InlineData("POST", "/offers", "offers", "")]
    [InlineData("GET", "/offers/AbCd", "offers", "abcd")]
    [InlineData("POST", "/dbs/d/colls/c/sprocs/S", "sprocs", "dbs/d/colls/c/sprocs/S")]
    public async Task A_signature_with_the_key_is_accepted_and_any_other_is_not(string method, string target, string type, string link)
    {
        await using var account = await TestAccount.OpenAsync();
        Assert.NotEqual(401, (await account.SendAsync(new TestRequest(method, target, "{}").Signed(type, link))).Status);
        Assert.Equal(401, (await account.SendAsync(new TestRequest(method, target, "{}").Signed(type, link, OtherKey))).Status);
        Assert.Equal(401, (await account.SendAsync(new TestRequest(method, target, "{}").Signed(type, link + "x"))).Status);
        Assert.Equal(401, (await account.SendAsync(new TestRequest(method, target, "{}").Signed(type + "x", link))).Status);
    }

    [Theory]
    [InlineData(null, "Required Header authorization")]
    [InlineData("", "not supported")]
    [InlineData("type=aad&ver=1.0&sig=eyJ0", "'aad' is not supported")]
    [InlineData("type=resource&ver=1&sig=x", "'resource' is not supported")]
    [InlineData("type=master&ver=2.0&sig=x", "malformed")]
    [InlineData("type=master&ver=1.0", "malformed")]
    [InlineData("type=master&ver=1.0&sig=AAAA", "malformed")]
    [InlineData("type=master&ver=1.0&sig=!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!=", "malformed")]
    [InlineData("type%3", "malformed")]
    [InlineData("type%zz", "malformed")]
    [InlineData("été", "malformed")]
    [InlineData("type%3dmaster%26ver%3d1.0%26sig%3d" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3d", "can't serve")]
    public async Task A_token_that_is_none_says_why(string? token, string reason)
    {
        await using var account = await TestAccount.OpenAsync();
        var request = new TestRequest("GET", "/dbs").Signed("dbs", "");
        request = token is null ? new TestRequest("GET", "/dbs") : request.With("authorization", token);
        var response = await account.SendAsync(request);
        Assert.Equal(401, response.Status);
        Assert.Contains(reason, response.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_token_is_refused()
    {
        await using var account = await TestAccount.OpenAsync();
        var response = await account.SendAsync(new TestRequest("GET", "/dbs").With("authorization", new string('%', 100_000)));
        Assert.Equal(401, response.Status);
    }

    [Theory]
    [InlineData(-16, 403)]
    [InlineData(-14, 200)]
    [InlineData(14, 200)]
    [InlineData(16, 403)]
    public async Task A_date_may_be_a_quarter_of_an_hour_off(int minutes, int status)
    {
        await using var account = await TestAccount.OpenAsync();
        var at = TimeProvider.System.GetUtcNow().AddMinutes(minutes);
        Assert.Equal(status, (await account.SendAsync(new TestRequest("GET", "/dbs").Signed("dbs", "", at: at))).Status);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("")]
    public async Task A_date_that_is_none_is_refused(string date)
    {
        await using var account = await TestAccount.OpenAsync();
        Assert.Equal(401, (await account.SendAsync(new TestRequest("GET", "/dbs").Signed("dbs", "").With("x-ms-date", date))).Status);
    }

    [Fact]
    public async Task The_admin_routes_take_the_key_itself()
    {
        await using var account = await TestAccount.OpenAsync();
        Assert.Equal(200, (await account.SendAsync(new TestRequest("GET", "/_localcosmos/faults").AsAdmin())).Status);
        Assert.Equal(401, (await account.SendAsync(new TestRequest("GET", "/_localcosmos/faults").AsAdmin(OtherKey))).Status);
        Assert.Equal(401, (await account.SendAsync(new TestRequest("GET", "/_localcosmos/faults"))).Status);
        Assert.Equal(401, (await account.SendAsync(new TestRequest("GET", "/_localcosmos/faults").Signed("", ""))).Status);
        Assert.Equal(200, (await account.SendAsync(new TestRequest("GET", "/_localcosmos/status"))).Status);
    }

    [Fact]
    public async Task An_account_has_the_key_it_was_given()
    {
        await using var account = LocalCosmosAccount.Open(new LocalCosmosOptions { Key = OtherKey });
        var good = await account.Gateway.SendAsync(new TestRequest("GET", "/dbs").Signed("dbs", "", OtherKey), CancellationToken.None);
        var bad = await account.Gateway.SendAsync(new TestRequest("GET", "/dbs").Signed("dbs", ""), CancellationToken.None);
        Assert.Equal((200, 401), (good.Status, bad.Status));
    }
}
