using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Automation;

namespace Serverless.Functions.Domains.Consents;

/// <summary>What a person agrees to or withdraws holds a moment later, everywhere.</summary>
public sealed class UpholdFunctions(ReactionFeed feed)
{
    public const string Name = "uphold-consents";

    [Function("UpholdConsents")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task UpholdAsync(
        [CosmosDBTrigger("serverless", "consents", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{Name}-",
            StartFromBeginning = true, FeedPollDelay = 200)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.RunAsync(Name, changes, cancellation);
}
