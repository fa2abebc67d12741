using Serverless.Functions.Domains.People;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Writing;

public sealed class When_the_store_does_not_answer
{
    private static readonly FaultAction[] NothingIsDone = [FaultAction.TooManyRequests, FaultAction.ServiceUnavailable, FaultAction.DropRequest];
    private static readonly FaultAction[] AllIsDone = [FaultAction.DropAnswer, FaultAction.DelayAnswer];

    [Fact]
    [Trait("Requirement", "S95")]
    public async Task The_caller_is_told_so_and_that_the_same_request_may_be_sent_again()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        await using var site = await Site.OpenAsync(cosmos.ConnectionString);
        var staff = await site.ClientAsync("staff");
        foreach (var action in NothingIsDone.Concat(AllIsDone))
        {
            cosmos.Account.Faults.Add(new FaultRule { Action = action, Operation = RequestKind.Batch, Container = "people", Delay = TimeSpan.FromHours(1) });
            var refused = (await RegisterAsync(action)).Is(503);
            Assert.Equal("store-unavailable", refused.Code);
            Assert.Contains("same Idempotency-Key", (string?)refused.Body["detail"], StringComparison.Ordinal);
            Assert.True(refused.RetryAfter >= TimeSpan.FromSeconds(1));

            cosmos.Account.Faults.Clear();
            Assert.Equal(AllIsDone.Contains(action), (await RegisterAsync(action)).Is(201).IsReplayed);
        }

        await using var ledger = new Ledger(cosmos.ConnectionString, site.Keys);
        var people = await ledger.ReadAsync(PeopleDomain.People);
        Assert.Equal(NothingIsDone.Length + AllIsDone.Length, people.Count);
        Assert.All(people, person => Assert.Equal(1, person.Version));

        async Task<Reply> RegisterAsync(FaultAction action) => (await staff.TryAsync(
            HttpMethod.Post, "people", Crowd.Person($"{action}@example.org"), version: null, key: $"{action}", CancellationToken.None))!;
    }
}
