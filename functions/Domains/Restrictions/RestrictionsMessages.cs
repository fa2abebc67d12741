using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Messaging;

namespace Serverless.Functions.Domains.Restrictions;

/// <summary>Tells the world outside what has happened (GDPR Art. 19). A batch that fails is given again until it does not.</summary>
public sealed class RestrictionsMessages(EventPublisher publisher)
{
    [Function("PublishRestrictions")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task PublishAsync(
        [CosmosDBTrigger("serverless", "restrictions", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = "publish-restrictions-",
            StartFromBeginning = true, FeedPollDelay = 500)] IReadOnlyList<JsonObject> changes, CancellationToken cancellation) =>
        publisher.PublishAsync(changes, [RestrictionsDomain.Restrictions], cancellation);
}
