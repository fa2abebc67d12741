using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Messaging;

namespace Serverless.Functions.Domains.PrivacyRequests;

/// <summary>Tells the world outside what has happened. A batch that fails is given again until it does not.</summary>
public sealed class PrivacyRequestsMessages(EventPublisher publisher)
{
    [Function("PublishPrivacyRequests")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task PublishAsync(
        [CosmosDBTrigger("serverless", "privacy-requests", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = "publish-privacy-requests-",
            StartFromBeginning = true, FeedPollDelay = 500)] IReadOnlyList<JsonObject> changes, CancellationToken cancellation) =>
        publisher.PublishAsync(changes, [PrivacyRequestsDomain.Requests], cancellation);
}
