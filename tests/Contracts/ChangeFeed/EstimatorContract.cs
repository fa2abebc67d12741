using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.ChangeFeed;

public abstract class EstimatorContract(Backend backend) : Contract(backend)
{
    /// <summary>Keys enough that every range sees a change: the SDK counts a range that never did as one behind.</summary>
    private const int Keys = 40;

    [ContractFact]
    public async Task The_estimate_is_what_the_processor_has_not_seen()
    {
        var (source, leases) = (await NewContainerAsync(), await NewContainerAsync("/id"));
        for (var i = 0; i < Keys; i++)
            await source.CreateItemAsync(new Note($"{i}", $"p{i}", i));
        await using (var listener = await new Listener(source, leases, "estimated", "one").StartAsync())
        {
            await Deadline.UntilAsync("the items are seen", () => listener.Notes.Count == Keys);
            await Deadline.UntilAsync("the lag is gone", async () => await LagAsync() == 0);
        }

        for (var i = 0; i < 7; i++)
            await source.CreateItemAsync(new Note($"later {i}", "p0", i));
        Assert.Equal(7, await LagAsync());

        async Task<long> LagAsync() =>
            (await source.GetChangeFeedEstimator("estimated", leases).GetCurrentStateIterator().DrainAsync())
                .Sum(state => state.EstimatedLag);
    }

    [ContractFact]
    public async Task The_estimator_reports_to_its_handler()
    {
        var (source, leases) = (await NewContainerAsync(), await NewContainerAsync("/id"));
        await using (var listener = await new Listener(source, leases, "reported", "one").StartAsync())
            await Deadline.UntilAsync("the leases exist", async () => (await leases.QueryAsync("SELECT * FROM c WHERE IS_DEFINED(c.LeaseToken)")).Count > 0);
        for (var i = 0; i < 4; i++)
            await source.CreateItemAsync(new Note($"{i}", "p", i));

        var reported = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var estimator = source.GetChangeFeedEstimatorBuilder(
            "reported",
            (lag, _) =>
            {
                reported.TrySetResult(lag);
                return Task.CompletedTask;
            },
            TimeSpan.FromMilliseconds(50)).WithLeaseContainer(leases).Build();
        await estimator.StartAsync();
        var lag = await Deadline.WithinAsync("the estimator reports", reported.Task);
        await estimator.StopAsync();
        Assert.True(lag >= 1);
    }
}
