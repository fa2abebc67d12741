using Serverless.Functions.Domains.People;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Writing;

public sealed class When_the_store_does_not_answer
{
    [Theory]
    [InlineData(FaultAction.TooManyRequests)]
    [InlineData(FaultAction.ServiceUnavailable)]
    [InlineData(FaultAction.DropRequest)]
    [InlineData(FaultAction.DelayAnswer)]
    [Trait("Requirement", "S95")]
    public async Task The_caller_is_told_so_and_that_the_same_request_may_be_sent_again(FaultAction action)
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        await using var site = await Site.OpenAsync(cosmos.ConnectionString);
        var staff = await site.ClientAsync("staff");
        cosmos.Account.Faults.Add(new FaultRule { Action = action, Operation = RequestKind.Batch, Container = "people", Delay = TimeSpan.FromHours(1) });

        var refused = (await RegisterAsync()).Is(503);
        Assert.Equal("store-unavailable", refused.Code);
        Assert.Contains("same Idempotency-Key", (string?)refused.Body["detail"], StringComparison.Ordinal);
        Assert.True(refused.RetryAfter >= TimeSpan.FromSeconds(1));

        cosmos.Account.Faults.Clear();
        var registered = (await RegisterAsync()).Is(201);
        Assert.Equal(action == FaultAction.DelayAnswer, registered.IsReplayed);
        await using var ledger = new Ledger(cosmos.ConnectionString, site.Keys);
        Assert.Equal(1, Assert.Single(await ledger.ReadAsync(PeopleDomain.People)).Version);

        async Task<Reply> RegisterAsync() => (await staff.TryAsync(HttpMethod.Post, "people", Crowd.Person("ada@example.org"), version: null, key: "once", CancellationToken.None))!;
    }
}
