using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Signing;
using Serverless.Functions.Orchestrations.Erasure.Certificates;
using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>Signs what was done, enters it in the ledger, and tells the register. What was signed first is the certificate.</summary>
public sealed class CertifyingActivities(
    ErasureCases cases, ErasureSights sights, Signatures signatures, TenantKeys tenants, KeyOptions keyOptions, Residency residency, ErasureOptions options, TimeProvider time)
{
    public const string Certify = "CertifyErasure";

    private static readonly string Version = typeof(CertifyingActivities).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    [Function(Certify)]
    public async Task<ErasureSight> CertifyAsync([ActivityTrigger] ErasureTask task, CancellationToken cancellation)
    {
        var erasure = await sights.FindAsync(task, cancellation);
        if (erasure.Facts.EndedAt is not null) return sights.Of(erasure);
        var now = time.GetUtcNow();
        var subject = LedgerEntry.HashOf(await tenants.BlindIndexAsync(erasure.TenantId, cancellation), erasure.PersonId);
        var certificate = CertificateOf.Of(erasure, subject, residency.Region, keyOptions.CacheLifetime, options, Version, now);
        var signed = await signatures.SignAsync(erasure.TenantId, ErasureCertificate.Type, DocumentJson.Write(certificate), cancellation);
        await cases.AddAsync(new StoredCertificate(erasure.TenantId, erasure.SubjectId, erasure.ErasureId, signed), cancellation);
        await cases.AddAsync(new LedgerEntry(subject, erasure.TenantId, erasure.ErasureId, now), cancellation);
        await sights.AdvanceAsync(erasure, PrivacyRequestStatus.Completed, reason: null, cancellation);
        return sights.Of(await cases.ChangeAsync(
            erasure.TenantId,
            erasure.ErasureId,
            before => before.With(before.Facts with { EndedAt = now }),
            cancellation));
    }
}
