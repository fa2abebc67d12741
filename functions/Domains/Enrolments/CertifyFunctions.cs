using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Automation;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.Enrolments;

/// <summary>Whoever completes a programme gets the certificate for it, once.</summary>
public sealed class CertifyFunctions(ReactionFeed feed)
{
    public const string Name = "certify";

    [Function("CertifyCompleted")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task CertifyAsync(
        [CosmosDBTrigger("serverless", "enrolments", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{Name}-",
            StartFromBeginning = true, FeedPollDelay = 200)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.RunAsync(Name, changes, cancellation);

    public static React Certify(IssueCertificate issue) => (fact, document, cancellation) =>
    {
        var completed = (EnrolmentCompleted)fact;
        return issue(ReactionCaller.Of(document), Guid.Parse(document.SubjectId), completed.ProgrammeId, document.RecordId, completed.CompletedOn, cancellation);
    };
}
