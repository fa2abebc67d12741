using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Orchestrations.Erasure.Keeping;

namespace Serverless.Functions.Orchestrations.Erasure.Reconciling;

/// <summary>Some of the ledger.</summary>
/// <param name="Erasures">Those of whose subjects there is something again.</param>
public sealed record ReturnedSubjects(IReadOnlyList<Guid> Erasures, int Looked, string? Continuation);

/// <param name="ErasureId">Of the erasure that is done again.</param>
public sealed record ReturnedSubject(string TenantId, string By, Guid ErasureId);

/// <summary>The steps of a look at all who were erased. Each can be done again.</summary>
public sealed class ReconcileActivities(ErasureCases cases, SubjectStores stores, SubjectHistories histories, SubjectKeys keys, TimeProvider time)
{
    public const string Find = "FindReturnedSubjects";
    public const string Erase = "EraseReturnedSubject";

    private const int PageSize = 25;

    [Function(Find)]
    public async Task<ReturnedSubjects> FindAsync([ActivityTrigger] ReconcileCheckpoint checkpoint, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        histories.Reach(client);
        var page = await cases.LedgerAsync(checkpoint.TenantId, PageSize, checkpoint.Continuation, cancellation);
        var returned = new List<Guid>();
        foreach (var entry in page.Items)
        {
            var erasure = await FindAsync(checkpoint.TenantId, entry.ErasureId, cancellation);
            if (await IsThereAsync(PlaceOf(erasure), cancellation)) returned.Add(erasure.ErasureId);
        }

        return new ReturnedSubjects(returned, page.Items.Count, page.Continuation);
    }

    /// <summary>The key at once: what has come back must not be read. Statistics were kept when it was erased first.</summary>
    /// <returns>Whether nothing is left.</returns>
    [Function(Erase)]
    public async Task<bool> EraseAsync([ActivityTrigger] ReturnedSubject subject, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        histories.Reach(client);
        var erasure = await FindAsync(subject.TenantId, subject.ErasureId, cancellation);
        var place = PlaceOf(erasure);
        await keys.DestroyAsync(place.TenantId, place.SubjectId, cancellation);
        foreach (var store in stores.All) await store.EraseAsync(place, cancellation);
        var isClean = !await IsThereAsync(place, cancellation);
        var act = new ErasureAct(ErasureActKind.Repeated, subject.By, time.GetUtcNow(), isClean ? null : ErasurePlan.Leftovers);
        await cases.ChangeAsync(erasure.TenantId, erasure.ErasureId, before => before.With(act), cancellation);
        return isClean;
    }

    private async Task<bool> IsThereAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        if ((await keys.ReadStandingAsync(subject.TenantId, subject.SubjectId, cancellation)).DestroyedAt is null) return true;
        foreach (var store in stores.All)
        {
            if (await store.CountAsync(subject, cancellation) is { } count && (count.Erasable > 0 || count.Readable > 0)) return true;
        }

        return false;
    }

    private async Task<ErasureCase> FindAsync(string tenantId, Guid erasureId, CancellationToken cancellation) =>
        await cases.FindAsync(tenantId, erasureId, cancellation) ?? throw new InvalidOperationException($"The erasure {erasureId} is in the ledger and nowhere else.");

    private static SubjectPlace PlaceOf(ErasureCase erasure) => new(erasure.TenantId, erasure.PersonId.ToString());
}
