using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Keys;
using Serverless.Functions.Orchestrations.Rehydration.Keeping;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.Rehydration;

public sealed record ListTask(RehydrationPlace Place, string? Continuation);

/// <summary>What a blob holds of a subject.</summary>
/// <param name="Records">How many.</param>
public sealed record ArchivedHere(string SubjectId, string EntryId, int Records);

public sealed record ArchivedPage(IReadOnlyList<ArchivedHere> Entries, string? Continuation);

public sealed record BringBackTask(RehydrationPlace Place, IReadOnlyList<ArchivedHere> Entries);

/// <param name="HasMoved">Some of them are not in the archive any more.</param>
/// <param name="WaitsFor">A code, where some are out of reach for a while.</param>
public sealed record BroughtBack(RehydrationCounts Counts, bool HasMoved, string? WaitsFor);

public sealed record FinishTask(RehydrationPlace Place, RehydrationCounts Counts);

/// <summary>The steps of a rehydration. Each, done again after the process ended in its middle, comes to the same.</summary>
public sealed class RehydrationActivities(
    RehydrationDocuments documents, ArchiveIndex index, Rehydrating rehydrating, RequestUnitBudget budget, SubjectKeys keys, IEnumerable<Domain> domains, TimeProvider time)
{
    public const string List = "ListArchivedRecords";
    public const string BringBack = "BringRecordsBack";
    public const string Finish = "FinishRehydration";

    /// <summary>Of subjects, in a blob each: a page is brought back in minutes at most.</summary>
    private const int PageSize = 20;

    [Function(List)]
    public async Task<ArchivedPage> ListAsync([ActivityTrigger] ListTask task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        var rehydration = await FindAsync(task.Place, cancellation);
        var page = await PageAsync(task.Continuation) ?? await PageAsync(continuation: null);
        return new ArchivedPage([.. page!.Items.Select(entry => new ArchivedHere(entry.SubjectId, entry.Id, entry.Records.Count))], page.Continuation);

        Task<Cloud.Cosmos.Page<ArchiveEntry>?> PageAsync(string? continuation) => rehydration.PersonId is { } person
            ? index.PageAsync(new(rehydration.TenantId, person.ToString()), rehydration.Container, PageSize, continuation, cancellation)
            : index.PageAsync(rehydration.TenantId, rehydration.ArchivalId!.Value, rehydration.Container, PageSize, continuation, cancellation);
    }

    [Function(BringBack)]
    public async Task<BroughtBack> BringBackAsync([ActivityTrigger] BringBackTask task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        var rehydration = await FindAsync(task.Place, cancellation);
        var all = new BroughtBack(RehydrationCounts.None, HasMoved: false, WaitsFor: null);
        foreach (var here in task.Entries)
        {
            var one = await budget.SpendAsync(() => BringBackAsync(rehydration, here, cancellation), cancellation);
            all = new BroughtBack(all.Counts + one.Counts, all.HasMoved || one.HasMoved, all.WaitsFor ?? one.WaitsFor);
        }

        return all;
    }

    [Function(Finish)]
    public async Task FinishAsync([ActivityTrigger] FinishTask task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        while (await FindAsync(task.Place, cancellation) is { State: RehydrationState.UnderWay } rehydration)
        {
            var isAll = task.Counts is { Lost: 0, Damaged: 0, Restricted: 0 };
            var ended = rehydration with { State = isAll ? RehydrationState.Completed : RehydrationState.Incomplete, EndedAt = time.GetUtcNow(), Counts = task.Counts };
            if (await documents.TryReplaceAsync(ended, cancellation)) return;
        }
    }

    private async Task<BroughtBack> BringBackAsync(RehydrationDocument rehydration, ArchivedHere here, CancellationToken cancellation)
    {
        // Not there any more: this step has run before, or others have done the same.
        if (await index.FindEntryAsync(rehydration.TenantId, here.SubjectId, here.EntryId, cancellation) is not { } entry) return Moved(RehydrationCounts.None with { Back = here.Records });
        if (await IsClosedAsync(entry, cancellation)) return new BroughtBack(RehydrationCounts.None with { Restricted = entry.Records.Count }, HasMoved: false, WaitsFor: null);
        // Blanked now, records that are about to be removed would be nowhere.
        if (!await index.IsSettledAsync(entry, cancellation)) return Waiting(ArchiveErasure.Archival);
        try
        {
            var returned = await rehydrating.BringBackAsync(entry, rehydration.KeptUntil, cancellation);
            // Those that are not in the entry any more came back when this step ran before.
            var counts = RehydrationCounts.Of(returned) + RehydrationCounts.None with { Back = Math.Max(0, here.Records - entry.Records.Count) };
            return new BroughtBack(counts, HasMoved: counts.Back + counts.Lost > 0, WaitsFor: null);
        }
        catch (ArchiveOfflineException)
        {
            return Waiting(ArchiveErasure.Offline);
        }
    }

    /// <summary>
    /// Asked afresh: an erasure that has begun must find all that there is where it looks for it. What is anonymised belongs to nobody, who
    /// never had a key.
    /// </summary>
    private async Task<bool> IsClosedAsync(ArchiveEntry entry, CancellationToken cancellation)
    {
        var domain = domains.Single(domain => domain.Container == entry.Container && domain.RecordType == entry.RecordType);
        return domain.IsRestrictable && await keys.ReadStandingAsync(entry.TenantId, entry.SubjectId, cancellation) is { DestroyedAt: not null } or { IsRestricted: true };
    }

    private static BroughtBack Moved(RehydrationCounts counts) => new(counts, HasMoved: true, WaitsFor: null);

    private static BroughtBack Waiting(string code) => new(RehydrationCounts.None, HasMoved: false, code);

    private async Task<RehydrationDocument> FindAsync(RehydrationPlace place, CancellationToken cancellation) =>
        await documents.FindAsync(place, cancellation) ?? throw new InvalidOperationException($"The rehydration {place.RehydrationId} was there and is gone.");
}
