using Serverless.Cloud.Subjects;
using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Ids;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>One step of one erasure.</summary>
public sealed record ErasureTask(string TenantId, Guid ErasureId, ErasureStep? Step = null);

/// <summary>An erasure as its orchestration sees it.</summary>
/// <param name="Done">Stores that are erased, of all there are.</param>
public sealed record ErasureSight(ErasureFacts Facts, int Done, int Total);

/// <summary>Looks at erasures, and at what stands in their way.</summary>
public sealed class ErasureSights(ErasureCases cases, SubjectStores stores, FindLegalHolds findHolds, AdvancePrivacyRequest advance)
{
    public async Task<ErasureCase> FindAsync(ErasureTask task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        return await cases.FindAsync(task.TenantId, task.ErasureId, cancellation)
            ?? throw new InvalidOperationException($"The erasure {task.ErasureId} was there and is gone.");
    }

    /// <summary>Holds count for as long as nothing is erased.</summary>
    public async Task<ErasureSight> LookAsync(ErasureCase erasure, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        if (erasure.Facts is not { RestrictedAt: not null, CommittedAt: null, CancelledAt: null, EndedAt: null }) return Of(erasure);
        var holds = await findHolds(erasure.TenantId, erasure.PersonId, cancellation);
        if (holds.SequenceEqual(erasure.Facts.Holds)) return Of(erasure);
        var status = holds.Count > 0 ? PrivacyRequestStatus.Held : PrivacyRequestStatus.Accepted;
        await AdvanceAsync(erasure, status, holds.Count > 0 ? ErasurePlan.LegalHold : null, cancellation);
        return Of(await cases.ChangeAsync(erasure.TenantId, erasure.ErasureId, now => now.With(now.Facts with { Holds = holds }), cancellation));
    }

    public ErasureSight Of(ErasureCase erasure)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return new ErasureSight(erasure.Facts, erasure.Stores.Count(store => store.Erased is not null), stores.All.Count);
    }

    /// <exception cref="InvalidOperationException">The register does not take it now.</exception>
    public async Task AdvanceAsync(ErasureCase erasure, PrivacyRequestStatus status, string? reason, CancellationToken cancellation) =>
        Require(await advance(CallerOf(erasure), erasure.PersonId, erasure.ErasureId, status, reason, cancellation), erasure);

    /// <summary>Whoever asked for the erasure, in whose name its steps are taken.</summary>
    public static Caller CallerOf(ErasureCase erasure)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return new Caller(erasure.TenantId, erasure.Acts[0].By, PersonId: null, new HashSet<Role> { Role.Dpo });
    }

    /// <summary>Another than the erasure's own, which names it in the register.</summary>
    public static Guid RestrictionOf(ErasureCase erasure)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        return Uuid.Derived("erasure-restriction", erasure.ErasureId.ToString());
    }

    /// <exception cref="InvalidOperationException">It was refused: it is tried again, for the law gives no way out.</exception>
    public static void Require(Error? refusal, ErasureCase erasure)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        if (refusal is not null) throw new InvalidOperationException($"A step of the erasure {erasure.ErasureId} is not taken: {refusal.Code}.");
    }
}
