using System.Net;
using Serverless.LocalCosmos;
using Serverless.LocalCosmos.Protocol;
using Serverless.Unit.Storage;

namespace Serverless.Unit.Protocol;

public sealed class FaultTests
{
    [Theory]
    [InlineData(FaultAction.TooManyRequests, 429)]
    [InlineData(FaultAction.RequestTimeout, 408)]
    [InlineData(FaultAction.RetryWith, 449)]
    [InlineData(FaultAction.ServiceUnavailable, 503)]
    public async Task A_refusal_does_nothing_and_ends_with_its_count(FaultAction action, int status)
    {
        await using var account = await TestAccount.OpenAsync();
        account.Account.Faults.Add(new FaultRule { Action = action, Operation = RequestKind.CreateItem, Count = 2, RetryAfter = TimeSpan.FromMilliseconds(7) });
        for (var i = 0; i < 2; i++)
        {
            var refused = await account.CreateItemAsync("""{"id":"a","pk":"p"}""");
            Assert.Equal(status, refused.Status);
            Assert.Equal(status == 429 ? "7" : null, refused.Header("x-ms-retry-after-ms"));
            Assert.Equal(status == 429 ? "3200" : null, refused.Header("x-ms-substatus"));
        }

        Assert.Equal(404, (await account.ReadItemAsync("a")).Status);
        Assert.Equal(201, (await account.CreateItemAsync("""{"id":"a","pk":"p"}""")).Status);
    }

    [Fact]
    public async Task A_dropped_request_does_nothing_and_a_dropped_answer_has_happened()
    {
        await using var account = await TestAccount.OpenAsync();
        account.Account.Faults.Add(new FaultRule { Action = FaultAction.DropRequest, Operation = RequestKind.CreateItem, Count = 1 });
        account.Account.Faults.Add(new FaultRule { Action = FaultAction.DropAnswer, Operation = RequestKind.CreateItem, Count = 1 });
        Assert.Same(GatewayResponse.Dropped, await account.CreateItemAsync("""{"id":"a","pk":"p"}"""));
        Assert.Equal(404, (await account.ReadItemAsync("a")).Status);
        Assert.Same(GatewayResponse.Dropped, await account.CreateItemAsync("""{"id":"a","pk":"p"}"""));
        Assert.Equal(200, (await account.ReadItemAsync("a")).Status);
    }

    [Fact]
    public async Task A_delayed_answer_is_of_a_request_that_is_done()
    {
        var time = new TestTime();
        await using var account = await TestAccount.OpenAsync(new LocalCosmosOptions { Time = time });
        account.Account.Faults.Add(new FaultRule { Action = FaultAction.DelayAnswer, Delay = TimeSpan.FromMinutes(1), Operation = RequestKind.CreateItem });
        var waiting = account.CreateItemAsync("""{"id":"a","pk":"p"}""");
        Assert.Equal(200, (await account.ReadItemAsync("a")).Status);
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(201, (await waiting).Status);
    }

    [Fact]
    public async Task A_dropped_answer_is_a_broken_connection_to_a_client()
    {
        await using var account = await TestAccount.OpenAsync();
        account.Account.Faults.Add(new FaultRule { Action = FaultAction.DropAnswer, Operation = RequestKind.Unsupported });
        account.Account.Faults.Add(new FaultRule { Action = FaultAction.DropRequest, Operation = RequestKind.ReadAccount });
        using var handler = new LocalCosmosHandler(account.Account);
        using var inProcess = new HttpClient(handler, disposeHandler: false);
        await using var server = await LocalCosmosServer.StartAsync(account.Account);
        using var overHttp = new HttpClient();
        foreach (var (client, endpoint) in new[] { (inProcess, LocalCosmosHandler.Endpoint), (overHttp, server.Endpoint) })
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(new TestRequest("GET", "/").Signed("", "").ToMessage(endpoint)));
            await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(new TestRequest("GET", "/dbs/d/users").Signed("users", "dbs/d").ToMessage(endpoint)));
            var unharmed = await client.SendAsync(new TestRequest("GET", "/dbs").Signed("dbs", "").ToMessage(endpoint));
            Assert.Equal(HttpStatusCode.OK, unharmed.StatusCode);
        }
    }

    [Theory]
    [InlineData(null, null, null, true)]
    [InlineData(RequestKind.ReadItem, "d", "c", true)]
    [InlineData(RequestKind.CreateItem, "d", "c", false)]
    [InlineData(RequestKind.ReadItem, "other", "c", false)]
    [InlineData(RequestKind.ReadItem, "d", "other", false)]
    public async Task A_rule_chooses_by_operation_database_and_container(RequestKind? operation, string? database, string? container, bool applies)
    {
        await using var account = await TestAccount.OpenAsync();
        account.Account.Faults.Add(new FaultRule
        {
            Action = FaultAction.ServiceUnavailable, Operation = operation, Database = database, Container = container,
        });
        Assert.Equal(applies ? 503 : 404, (await account.ReadItemAsync("a")).Status);
    }

    [Fact]
    public async Task Names_count_also_for_those_who_address_by_rid()
    {
        await using var account = await TestAccount.OpenAsync();
        var rid = (await account.SendAsync(new TestRequest("GET", "/dbs/d").Signed("dbs", "dbs/d"))).Json().GetProperty("_rid").GetString()!;
        account.Account.Faults.Add(new FaultRule { Action = FaultAction.ServiceUnavailable, Database = "d" });
        Assert.Equal(503, (await account.SendAsync(new TestRequest("GET", $"/dbs/{rid}").Signed("dbs", rid.ToLowerInvariant()))).Status);
    }

    [Fact]
    public void The_same_seed_chooses_the_same_requests()
    {
        var rule = new FaultRule { Action = FaultAction.RetryWith, Probability = 0.3, Skip = 5 };
        var one = Choices(1, rule);
        Assert.Equal(one, Choices(1, rule));
        Assert.NotEqual(one, Choices(2, rule));
        Assert.DoesNotContain(true, one.Take(5));
        Assert.InRange(one.Count(c => c), 200, 400);
    }

    [Fact]
    public async Task A_delay_waits_by_the_accounts_clock()
    {
        var time = new TestTime();
        await using var account = await TestAccount.OpenAsync(new LocalCosmosOptions { Time = time });
        account.Account.Faults.Add(new FaultRule { Action = FaultAction.Delay, Delay = TimeSpan.FromMinutes(1), Operation = RequestKind.ReadItem });
        var waiting = account.ReadItemAsync("a");
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(404, (await waiting).Status);
    }

    [Fact]
    public async Task Rules_are_managed_over_the_admin_routes()
    {
        await using var account = await TestAccount.OpenAsync();
        var added = await account.AdminAsync("POST", "faults", """{"action":"TooManyRequests","operation":"ReadItem","count":1,"retryAfterMs":5}""");
        Assert.Equal(201, added.Status);
        var id = added.Json().GetProperty("id").GetInt32();
        Assert.Equal(429, (await account.ReadItemAsync("a")).Status);
        var listed = (await account.AdminAsync("GET", "faults")).Json()[0];
        Assert.Equal((id, 1, "ReadItem"), (listed.GetProperty("id").GetInt32(), listed.GetProperty("applied").GetInt32(), listed.GetProperty("operation").GetString()));
        Assert.Equal(204, (await account.AdminAsync("DELETE", $"faults/{id}")).Status);
        Assert.Equal(404, (await account.AdminAsync("DELETE", $"faults/{id}")).Status);
        Assert.Equal(404, (await account.AdminAsync("DELETE", "faults/x")).Status);
        await account.AdminAsync("POST", "faults", """{"action":"RetryWith"}""");
        Assert.Equal(204, (await account.AdminAsync("DELETE", "faults")).Status);
        Assert.Empty((await account.AdminAsync("GET", "faults")).Json().EnumerateArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"action":"Explode"}""")]
    [InlineData("""{"action":1}""")]
    [InlineData("""{"action":"RetryWith","probability":2}""")]
    [InlineData("""{"action":"RetryWith","count":-1}""")]
    [InlineData("""{"action":"RetryWith","skip":-1}""")]
    [InlineData("""{"action":"Delay","delayMs":-1}""")]
    [InlineData("""{"action":"Delay","delayMs":1e300}""")]
    [InlineData("""{"action":"RetryWith","opration":"ReadItem"}""")]
    [InlineData("""{"action":"Exit"}""")]
    public async Task A_rule_that_makes_no_sense_is_refused(string body)
    {
        await using var account = await TestAccount.OpenAsync();
        var response = await account.AdminAsync("POST", "faults", body);
        Assert.Equal(400, response.Status);
        Assert.NotEmpty(response.Message());
        Assert.Empty(account.Account.Faults.List());
    }

    [Fact]
    public async Task Requests_are_counted_by_kind()
    {
        await using var account = await TestAccount.OpenAsync();
        account.Account.Requests.Reset();
        await account.CreateItemAsync("""{"id":"a","pk":"p"}""");
        await account.ReadItemAsync("a");
        await account.ReadItemAsync("none");
        Assert.Equal((1, 2, 3), (account.Account.Requests[RequestKind.CreateItem], account.Account.Requests[RequestKind.ReadItem], account.Account.Requests.Total));
        var listed = (await account.AdminAsync("GET", "requests")).Json();
        Assert.Equal((3, 2), (listed.GetProperty("total").GetInt32(), listed.GetProperty("operations").GetProperty("ReadItem").GetInt32()));
        Assert.Equal(204, (await account.AdminAsync("DELETE", "requests")).Status);
        Assert.Equal(0, account.Account.Requests.Total);
    }

    private static List<bool> Choices(int seed, FaultRule rule)
    {
        var faults = new Faults(seed);
        faults.Add(rule);
        return [.. Enumerable.Range(0, 1000).Select(_ => faults.Next(RequestKind.ReadItem, "d", "c").Failure is not null)];
    }
}
