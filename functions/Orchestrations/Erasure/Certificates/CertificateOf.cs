using Serverless.Cloud.Subjects;
using Serverless.Functions.Orchestrations.Erasure.Keeping;

namespace Serverless.Functions.Orchestrations.Erasure.Certificates;

/// <summary>Makes the certificate of an erasure that is verified. Pure.</summary>
public static class CertificateOf
{
    private const int Version = 1;
    private const string Verifier = "serverless-functions";

    /// <param name="subject">The keyed hash.</param>
    /// <param name="region">In which this deployment keeps data; null where it names none.</param>
    /// <param name="version">Of this app.</param>
    public static ErasureCertificate Of(ErasureCase erasure, string subject, string? region, TimeSpan cacheLifetime, ErasureOptions options, string version, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        if (erasure.Facts is not { VerifiedAt: { } verified, KeyDestroyedAt: { } destroyed, CommittedAt: { } committed, RestrictedFrom: { } restricted, Schedule: { } schedule, IsStuck: false } facts)
            throw new ArgumentException("The erasure is not verified.", nameof(erasure));
        var traces = Irreversibility.TracesOf(destroyed, facts.Stages.Max(step => step.At), cacheLifetime, options);
        return new ErasureCertificate
        {
            Version = Version,
            ErasureId = erasure.ErasureId,
            TenantId = erasure.TenantId,
            PersonId = erasure.PersonId,
            Subject = subject,
            Jurisdiction = erasure.Jurisdiction,
            Region = region,
            Reason = erasure.Reason,
            RequestedBy = erasure.RequestedBy,
            RequestedAt = erasure.RequestedAt,
            RespondBy = erasure.RespondBy,
            Acts = erasure.Acts,
            RestrictedFrom = restricted,
            Rule = schedule.Rule,
            ErasedFrom = committed,
            Stores = [.. erasure.Stores.Select(Of)],
            Recipients = [.. (facts.Recipients ?? []).Select(recipient => new CertifiedRecipient(recipient.Name, recipient.ToldAt, recipient.AcknowledgedAt))],
            KeyId = erasure.KeyId,
            KeyDestroyedAt = destroyed,
            VerifiedAt = verified,
            Verifier = Verifier,
            VerifierVersion = version,
            IrreversibleAt = Irreversibility.Of(traces),
            Traces = traces,
            IssuedAt = now,
        };
    }

    /// <summary>
    /// What was found and is not there any more has gone, also where the process ended before it could say so: what a run did not
    /// report is then counted as what the store's rule does. What came after the count, from feeds that were behind, was found as well.
    /// </summary>
    private static CertifiedStore Of(StoreAccount account)
    {
        var (deleted, anonymised) = (account.Erased?.Deleted ?? 0, account.Erased?.Anonymised ?? 0);
        var unreported = Math.Max(0, account.Found.Erasable - deleted - anonymised);
        if (account.Rule.Effect == ErasureEffect.Anonymised) anonymised += unreported;
        else deleted += unreported;
        var retained = account.Left?.Retained ?? 0;
        var found = Math.Max(account.Found.Erasable + account.Found.Retained, deleted + anonymised + retained);
        return new CertifiedStore(account.Store, account.Rule.Effect, account.Rule.Basis, found, deleted, anonymised, retained);
    }
}
