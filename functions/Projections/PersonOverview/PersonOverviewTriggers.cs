using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Projections;

namespace Serverless.Functions.Projections.PersonOverview;

/// <summary>One for each container. A batch that fails is given again until it does not.</summary>
public sealed class PersonOverviewTriggers(ProjectionFeed feed)
{
    private const string Prefix = PersonOverviewProjection.Name;
    private const int PollDelay = 200;
    private const int MostChanges = 1000;

    [Function("FoldPeopleIntoOverview")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task FoldPeopleAsync(
        [CosmosDBTrigger("serverless", "people", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{Prefix}-people-",
            StartFromBeginning = true, FeedPollDelay = PollDelay, MaxItemsPerInvocation = MostChanges)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.FoldAsync(PersonOverviewProjection.Declared, "people", changes, cancellation);

    [Function("FoldApplicationsIntoOverview")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task FoldApplicationsAsync(
        [CosmosDBTrigger("serverless", "applications", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{Prefix}-applications-",
            StartFromBeginning = true, FeedPollDelay = PollDelay, MaxItemsPerInvocation = MostChanges)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.FoldAsync(PersonOverviewProjection.Declared, "applications", changes, cancellation);

    [Function("FoldProgrammesIntoOverview")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task FoldProgrammesAsync(
        [CosmosDBTrigger("serverless", "programmes", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{Prefix}-programmes-",
            StartFromBeginning = true, FeedPollDelay = PollDelay, MaxItemsPerInvocation = MostChanges)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.FoldAsync(PersonOverviewProjection.Declared, "programmes", changes, cancellation);
}
