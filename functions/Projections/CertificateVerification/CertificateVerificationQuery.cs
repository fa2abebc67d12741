using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Projections.CertificateVerification;

public sealed class CertificateVerificationQuery(PlacedModel model, TimeProvider time)
{
    private static readonly Error NotFound = new(ErrorKind.NotFound, "certificate-not-found", "There is no such certificate.");

    /// <summary>One read, whether there is a certificate or not: an id that is not one's looks like any other.</summary>
    [Function("VerifyCertificate")]
    [AllowAnyone("Whoever is shown a certificate may ask whether it stands; the answer says nothing about the person.")]
    [RateLimit(300)]
    [Operation("Verify a certificate by its id", Answer = typeof(VerifiedCertificate), Errors = ["certificate-not-found", "malformed-consistency-token", "write-parked", "write-not-yet-folded"])]
    public async Task<IResult> VerifyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "certificates/{certificateId:guid}/verify")] HttpRequest request, Guid certificateId, CancellationToken cancellation)
    {
        if (!ConsistentWith.TryRead(request, out var token)) return Problems.Of(ConsistentWith.Malformed);
        // Of another record's write nothing can be here, so there is nothing to wait for.
        if (token?.RecordId != certificateId) token = null;
        var (projection, kind) = (CertificateVerificationProjection.Declared, CertificateVerificationProjection.Certificates);
        var read = await model.ReadAsync(projection, kind, CertificateVerificationProjection.PlaceOf(certificateId), token, cancellation);
        if (!read.IsSuccess) return Problems.Of(read.Error);
        return read.Value.Document.Content is null ? Problems.Of(NotFound) : Results.Ok(ReadModelView.OfNobody(projection, kind, read.Value, time.GetUtcNow()));
    }
}
