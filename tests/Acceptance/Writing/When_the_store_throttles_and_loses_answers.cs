using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Writing;

public sealed class When_the_store_throttles_and_loses_answers
{
    private static readonly RequestKind[] Kinds = [RequestKind.Batch, RequestKind.CreateItem, RequestKind.ReadItem, RequestKind.ReplaceItem];

    [Fact]
    [Trait("Requirement", "S44")]
    [Trait("Requirement", "S81")]
    [Trait("Requirement", "S86")]
    [Trait("Requirement", "S95")]
    [Trait("Requirement", "S97")]
    public async Task Every_request_has_one_effect()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions { FaultSeed = 4 });
        await using var site = await Site.OpenAsync(cosmos.ConnectionString);
        var staff = await site.ClientAsync("staff");
        var crowd = new Crowd(staff);
        foreach (var kind in Kinds)
        {
            Add(kind, FaultAction.TooManyRequests, 0.1);
            Add(kind, FaultAction.ServiceUnavailable, 0.05);
            Add(kind, FaultAction.DropRequest, 0.05);
            Add(kind, FaultAction.DropAnswer, 0.1);
        }

        await crowd.RunAsync();

        Assert.All(cosmos.Account.Faults.List().GroupBy(fault => fault.Rule.Action), action => Assert.True(action.Sum(fault => fault.Applied) > 0));
        Assert.True(staff.Repetitions > 0, "No request had to be repeated.");
        cosmos.Account.Faults.Clear();
        await using var ledger = new Ledger(cosmos.ConnectionString, site.Keys);
        await crowd.VerifyAsync(ledger);

        void Add(RequestKind kind, FaultAction action, double probability) =>
            cosmos.Account.Faults.Add(new FaultRule { Operation = kind, Action = action, Probability = probability });
    }
}
