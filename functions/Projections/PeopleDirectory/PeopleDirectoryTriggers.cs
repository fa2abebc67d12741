using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Projections;

namespace Serverless.Functions.Projections.PeopleDirectory;

/// <summary>One for each container. A batch that fails is given again until it does not.</summary>
public sealed class PeopleDirectoryTriggers(ProjectionFeed feed)
{
    private const string Prefix = PeopleDirectoryProjection.Name;
    private const int PollDelay = 200;
    private const int MostChanges = 1000;

    [Function("FoldPeopleIntoDirectory")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task FoldPeopleAsync(
        [CosmosDBTrigger("serverless", "people", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{Prefix}-people-",
            StartFromBeginning = true, FeedPollDelay = PollDelay, MaxItemsPerInvocation = MostChanges)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.FoldAsync(PeopleDirectoryProjection.Declared, "people", changes, cancellation);

    [Function("FoldConsentsIntoDirectory")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task FoldConsentsAsync(
        [CosmosDBTrigger("serverless", "consents", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{Prefix}-consents-",
            StartFromBeginning = true, FeedPollDelay = PollDelay, MaxItemsPerInvocation = MostChanges)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.FoldAsync(PeopleDirectoryProjection.Declared, "consents", changes, cancellation);
}
