using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Projections;

namespace Serverless.Functions.Projections.CertificateVerification;

/// <summary>A batch that fails is given again until it does not.</summary>
public sealed class CertificateVerificationTriggers(ProjectionFeed feed)
{
    [Function("FoldCertificatesIntoVerification")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task FoldCertificatesAsync(
        [CosmosDBTrigger("serverless", "certificates", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{CertificateVerificationProjection.Name}-certificates-",
            StartFromBeginning = true, FeedPollDelay = 200, MaxItemsPerInvocation = 1000)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.FoldAsync(CertificateVerificationProjection.Declared, "certificates", changes, cancellation);
}
