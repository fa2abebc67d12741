using Microsoft.Azure.Functions.Worker;

namespace Serverless.SampleApp;

public sealed record Change(string Id, int N);

/// <summary>Readers of one container, with leases of their own each. A document called "poison" fails whoever reads it.</summary>
public sealed class ChangeFunctions(Journal journal)
{
    [Function("Watch")]
    public void Watch(
        [CosmosDBTrigger("%Database%", "notes", Connection = "Cosmos", CreateLeaseContainerIfNotExists = true, LeaseContainerPrefix = "watch-",
            StartFromBeginning = true, FeedPollDelay = 50)] IReadOnlyList<Change> changes) =>
        Read("Watch", changes);

    [Function("WatchInTwos")]
    public void WatchInTwos(
        [CosmosDBTrigger("%Database%", "notes", Connection = "Cosmos", CreateLeaseContainerIfNotExists = true, LeaseContainerPrefix = "twos-",
            StartFromBeginning = true, FeedPollDelay = 50, MaxItemsPerInvocation = 2)] IReadOnlyList<Change> changes) =>
        journal.Write("WatchInTwos", string.Join(',', changes.Select(change => change.Id)));

    [Function("WatchAgain")]
    [FixedDelayRetry(2, "00:00:00.010")]
    public void WatchAgain(
        [CosmosDBTrigger("%Database%", "notes", Connection = "Cosmos", CreateLeaseContainerIfNotExists = true, LeaseContainerPrefix = "again-",
            StartFromBeginning = true, FeedPollDelay = 50)] IReadOnlyList<Change> changes) =>
        Read("WatchAgain", changes);

    [Function("WatchForEver")]
    [ExponentialBackoffRetry(-1, "00:00:00.010", "00:00:01")]
    public void WatchForEver(
        [CosmosDBTrigger("%Database%", "notes", Connection = "Cosmos", CreateLeaseContainerIfNotExists = true, LeaseContainerPrefix = "ever-",
            StartFromBeginning = true, FeedPollDelay = 50)] IReadOnlyList<Change> changes) =>
        Read("WatchForEver", changes);

    [Function("WatchFromNow")]
    public void WatchFromNow(
        [CosmosDBTrigger("%Database%", "notes", Connection = "Cosmos", CreateLeaseContainerIfNotExists = true, LeaseContainerPrefix = "now-",
            FeedPollDelay = 50)] IReadOnlyList<Change> changes) =>
        Read("WatchFromNow", changes);

    private void Read(string name, IReadOnlyList<Change> changes)
    {
        foreach (var change in changes)
        {
            journal.Write(name, change.Id);
            if (change.Id == "poison")
                throw new InvalidOperationException("Fails on purpose.");
        }
    }
}
