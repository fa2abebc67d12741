using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Messaging;

namespace Serverless.Functions.Domains.Payments;

/// <summary>Tells the world outside what has happened. A batch that fails is given again until it does not.</summary>
public sealed class PaymentsMessages(EventPublisher publisher)
{
    [Function("PublishPayments")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task PublishAsync(
        [CosmosDBTrigger("serverless", "payments", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = "publish-payments-",
            StartFromBeginning = true, FeedPollDelay = 500)] IReadOnlyList<JsonObject> changes, CancellationToken cancellation) =>
        publisher.PublishAsync(changes, [PaymentsDomain.Ledgers, PaymentsDomain.Accounts, PaymentsDomain.Transfers, PaymentsDomain.Orders], cancellation);
}
