using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Serverless.SampleApp;

/// <summary>One reader for each setting of the trigger.</summary>
public sealed class FeedFunctions(Journal journal, IConfiguration configuration)
{
    [Function("WatchSince")]
    public void WatchSince(
        [CosmosDBTrigger("%Database%", "notes", Connection = "Cosmos", CreateLeaseContainerIfNotExists = true, LeaseContainerPrefix = "since-",
            StartFromTime = "2024-01-31T00:00:00Z", FeedPollDelay = 50)] IReadOnlyList<Change> changes) =>
        Note("WatchSince", changes);

    [Function("WatchSeldom")]
    public void WatchSeldom(
        [CosmosDBTrigger("%Database%", "notes", Connection = "Cosmos", CreateLeaseContainerIfNotExists = true, LeaseContainerPrefix = "seldom-",
            StartFromBeginning = true, FeedPollDelay = 3_600_000)] IReadOnlyList<Change> changes) =>
        Note("WatchSeldom", changes);

    [Function("WatchPromptly")]
    public void WatchPromptly(
        [CosmosDBTrigger("%Database%", "notes", Connection = "Cosmos", CreateLeaseContainerIfNotExists = true, LeaseContainerPrefix = "promptly-",
            StartFromBeginning = true, FeedPollDelay = 50, LeaseAcquireInterval = 100, LeaseRenewInterval = 500, LeaseExpirationInterval = 2_000)] IReadOnlyList<Change> changes) =>
        Note("WatchPromptly", changes);

    [Function("WatchElsewhere")]
    public void WatchElsewhere(
        [CosmosDBTrigger("%Database%", "notes", Connection = "Cosmos", LeaseConnection = "Leases", LeaseDatabaseName = "%LeaseDatabase%",
            LeaseContainerName = "positions", LeaseContainerPrefix = "%Prefix%", CreateLeaseContainerIfNotExists = true, LeasesContainerThroughput = 700,
            StartFromBeginning = true, FeedPollDelay = 50)] IReadOnlyList<Change> changes) =>
        Note("WatchElsewhere", changes);

    [Function("WatchWithLeases")]
    public void WatchWithLeases(
        [CosmosDBTrigger("%Database%", "notes", Connection = "Cosmos", StartFromBeginning = true, FeedPollDelay = 50)] IReadOnlyList<Change> changes) =>
        Note("WatchWithLeases", changes);

    [Function("WatchUntilWell")]
    [ExponentialBackoffRetry(-1, "00:00:00.001", "00:00:00.010")]
    public void WatchUntilWell(
        [CosmosDBTrigger("%Database%", "notes", Connection = "Cosmos", CreateLeaseContainerIfNotExists = true, LeaseContainerPrefix = "well-",
            StartFromBeginning = true, FeedPollDelay = 50, MaxItemsPerInvocation = 1)] IReadOnlyList<Change> changes, FunctionContext context)
    {
        Note("WatchUntilWell", changes);
        if (changes[0].Id == "ill" && context.RetryContext.RetryCount < 12)
            throw new InvalidOperationException($"Fails on purpose, of {context.RetryContext.MaxRetryCount} retries.");
    }

    /// <summary>Notes down in a file, which outlives the process. At a change called "hold..." it waits for its end, once.</summary>
    [Function("WatchOnDisk")]
    [FixedDelayRetry(-1, "00:00:01")]
    public async Task WatchOnDiskAsync(
        [CosmosDBTrigger("%Database%", "notes", Connection = "Cosmos", CreateLeaseContainerIfNotExists = true, LeaseContainerPrefix = "disk-",
            StartFromBeginning = true, FeedPollDelay = 50, MaxItemsPerInvocation = 10)] IReadOnlyList<Change> changes, CancellationToken cancellation)
    {
        var file = configuration["SeenFile"]!;
        foreach (var change in changes)
        {
            var isNew = !File.Exists(file) || !(await File.ReadAllLinesAsync(file, cancellation)).Contains(change.Id);
            await File.AppendAllLinesAsync(file, [change.Id], cancellation);
            if (isNew && change.Id.StartsWith("hold", StringComparison.Ordinal))
                await Task.Delay(Timeout.Infinite, cancellation);
        }
    }

    private void Note(string name, IReadOnlyList<Change> changes)
    {
        foreach (var change in changes)
            journal.Write(name, change.Id);
    }
}
