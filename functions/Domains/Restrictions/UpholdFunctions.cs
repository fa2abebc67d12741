using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Automation;

namespace Serverless.Functions.Domains.Restrictions;

/// <summary>What is recorded holds, and what has waited goes on, also where the process ended that recorded it.</summary>
public sealed class UpholdFunctions(ReactionFeed feed)
{
    public const string Name = "uphold-restrictions";

    [Function("UpholdRestrictions")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task UpholdAsync(
        [CosmosDBTrigger("serverless", "restrictions", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{Name}-",
            StartFromBeginning = true, FeedPollDelay = 200)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.RunAsync(Name, changes, cancellation);
}
