using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Automation;

namespace Serverless.Functions.Domains.Applications;

/// <summary>Whoever is accepted takes part a moment later: an acceptance is answered without waiting for what follows from it.</summary>
public sealed class EnrolFunctions(ReactionFeed feed)
{
    public const string Name = "enrol";

    [Function("EnrolAccepted")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task EnrolAsync(
        [CosmosDBTrigger("serverless", "applications", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{Name}-",
            StartFromBeginning = true, FeedPollDelay = 200)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.RunAsync(Name, changes, cancellation);
}
