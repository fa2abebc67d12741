using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Subjects.Records;

/// <summary>Gives up what a subject's records have reserved, now or before: another may have it at once.</summary>
internal sealed class ReservationErasure(Domain domain, Reservations reservations) : ISubjectStore
{
    public string Name => $"{domain.Container}-reservations";

    public ErasureStage Stage => ErasureStage.Unlinking;

    /// <summary>They lie in the domain's container, in partitions of their own.</summary>
    public IReadOnlyList<StoredPlace> Covers => [];

    public ErasureRule Rule { get; } = new(ErasureEffect.Deleted, "");

    public async Task<SubjectCount> CountAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return Guid.TryParse(subject.SubjectId, out var owner)
            ? new SubjectCount(await reservations.CountAsync(domain.Container, subject.TenantId, owner, cancellation), Retained: 0, Readable: 0)
            : SubjectCount.None;
    }

    public async Task<SubjectErased> EraseAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return Guid.TryParse(subject.SubjectId, out var owner)
            ? new SubjectErased(await reservations.ReleaseAsync(domain.Container, subject.TenantId, owner, cancellation), Anonymised: 0, Retained: 0)
            : SubjectErased.Nothing;
    }
}
