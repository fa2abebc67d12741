using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Domains.Certificates;

/// <summary>A certificate is issued by what its enrolment tells, and by nothing else.</summary>
public sealed class CertificateFunctions(RecordEndpoint records, TimeProvider time)
{
    private const string List = "people/{personId:guid}/certificates";
    private const string One = List + "/{certificateId:guid}";

    [Function("ListCertificates")]
    [Allow(Role.Learner, Role.Staff, Role.Reviewer, Role.Dpo)]
    [Operation("List a person's certificates, the newest first", Answer = typeof(Certificate), IsPaged = true)]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, Guid personId, CancellationToken cancellation) =>
        records.ListAsync(request, CertificatesDomain.Certificates, personId, [], cancellation);

    [Function("GetCertificate")]
    [Allow(Role.Learner, Role.Staff, Role.Reviewer, Role.Dpo)]
    [Operation("Read a certificate", Answer = typeof(Certificate))]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid personId, Guid certificateId, CancellationToken cancellation) =>
        records.GetAsync(request, CertificatesDomain.Certificates, KeyOf(request, personId, certificateId), cancellation);

    [Function("RevokeCertificate")]
    [Allow(Role.Staff)]
    [Operation("Revoke a certificate, for good", Body = typeof(Revocation), Answer = typeof(Certificate), Errors = ["certificate-invalid", "certificate-revoked"])]
    public Task<IResult> RevokeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/revoke")] HttpRequest request, Guid personId, Guid certificateId, CancellationToken cancellation) =>
        records.ActAsync<Certificate, CertificateEvent, Revocation>(
            request,
            CertificatesDomain.Certificates,
            KeyOf(request, personId, certificateId),
            "revoked",
            (certificate, revocation) => CertificateDecisions.Revoke(certificate, revocation, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)),
            cancellation);

    private static RecordKey KeyOf(HttpRequest request, Guid personId, Guid certificateId) => new(request.Caller().TenantId, personId.ToString(), certificateId);
}
