using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Messaging;

namespace Serverless.Functions.Domains.Breaches;

/// <summary>Tells the world outside what has happened. A batch that fails is given again until it does not.</summary>
public sealed class BreachesMessages(EventPublisher publisher)
{
    [Function("PublishBreaches")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task PublishAsync(
        [CosmosDBTrigger("serverless", "breaches", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = "publish-breaches-",
            StartFromBeginning = true, FeedPollDelay = 500)] IReadOnlyList<JsonObject> changes, CancellationToken cancellation) =>
        publisher.PublishAsync(changes, [BreachesDomain.Breaches], cancellation);
}
