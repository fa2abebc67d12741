using Serverless.Cloud.Keys;
using Serverless.Kernel.Access;

namespace Serverless.Cloud.Projections;

/// <summary>Whether something could rest on a subject's consent when a document was written, and how late that was known: what is known later is not undone by who has not noticed yet.</summary>
internal sealed record ConsentMark(bool Stands, long Revision)
{
    /// <returns>Null where the document rests on no consent, or nothing was ever said of one, or the subject was erased: then it does not stand.</returns>
    public static async Task<ConsentMark?> FindAsync(SubjectKeys keys, ProjectedDocument declared, SubjectPlace subject, CancellationToken cancellation)
    {
        if (declared.Consent is not { } consent) return null;
        // What no tenant has stored is nobody's.
        var standing = Caller.IsId(subject.TenantId) ? await keys.StandingAsync(subject.TenantId, subject.SubjectId, cancellation) : SubjectStanding.None;
        return standing is { Revision: 0 } or { DestroyedAt: not null } ? null : new ConsentMark(!standing.IsRestricted && standing.Consents.Contains(consent), standing.Revision);
    }

    public static ConsentMark? Later(ConsentMark? known, ConsentMark? now) => known is not null && !(now?.Revision >= known.Revision) ? known : now;
}
