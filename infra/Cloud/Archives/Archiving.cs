using Azure;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;

namespace Serverless.Cloud.Archives;

/// <summary>
/// Moves records whose time in reach is over to archives, part by part. Each step, done again after the process ended in its middle, finds
/// what it had done and comes to the same. All throw <see cref="CosmosException"/> and <see cref="RequestFailedException"/> where a store
/// does not answer.
/// </summary>
public sealed class Archiving(
    Database database, RetirementLook look, ArchiveBlobs blobs, ArchiveIndex index, ArchiveRemoval removal, RequestUnitBudget budget, LifecycleOptions options, TimeProvider time)
{
    /// <summary>What a part would hold, to the byte; nothing is written.</summary>
    public async Task<LookedAt> PlanAsync(RetirementScope scope, RetirementCursor? after, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var (draft, looked) = await DraftAsync(scope, after, number: 0, cancellation);
        draft?.Dispose();
        return looked;
    }

    /// <summary>Writes the next part: what is in it and where, then the blob, then what it is. Nothing is removed.</summary>
    /// <param name="number">Of the part in the archival, from 1.</param>
    public async Task<WrittenPart> WriteAsync(RetirementScope scope, RetirementCursor? after, int number, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var id = ArchivePart.IdOf(scope.Domain.Container, scope.RunId, number);
        if (await index.FindPartAsync(scope.TenantId, scope.RunId, id, cancellation) is { } before) return new WrittenPart(before, before.Looked);
        var begun = await index.EntriesAsync(scope.TenantId, id, cancellation).ToListAsync(cancellation);
        var tags = new Dictionary<string, ETag?>(StringComparer.Ordinal);
        // As they are now: what appears after this was written by somebody else who believes to be the only one.
        foreach (var blob in begun.SelectMany(entry => entry.Records).Select(record => record.Place.Blob).Distinct(StringComparer.Ordinal))
            tags[blob] = await blobs.FindTagAsync(ArchiveBlobs.ContainerOf(scope.Domain).Name, blob, cancellation);
        var (draft, looked) = await DraftAsync(scope, after, number, cancellation);
        using (draft)
        {
            await ForgetAsync(scope, begun, draft, cancellation);
            return new WrittenPart(draft is null ? null : await StoreAsync(scope, draft, looked, tags.GetValueOrDefault(draft.Blob), cancellation), looked);
        }
    }

    /// <inheritdoc cref="ArchiveRemoval.RemoveAsync"/>
    public Task<ArchivePart?> RemoveAsync(RetirementScope scope, int number, CancellationToken cancellation) => removal.RemoveAsync(scope, number, cancellation);

    private async Task<(ArchiveDraft? Draft, LookedAt Looked)> DraftAsync(RetirementScope scope, RetirementCursor? after, int number, CancellationToken cancellation)
    {
        ArchiveDraft? draft = null;
        var (next, go, stay) = (after, new List<MonthFigures>(), new List<MonthFigures>());
        var container = database.GetContainer(scope.Domain.Container);
        await foreach (var one in look.LookAsync(scope, after, cancellation))
        {
            if (one.State is not null && one.LeftAlone is null)
            {
                var partition = Partitions.Of(one.Subject.TenantId, one.Subject.SubjectId);
                if (draft is not null && draft.Month != one.Month) break;
                var events = await budget.SpendAsync(() => RecordEvents.ReadAsync(container, partition, one.RecordId, one.Version, cancellation), cancellation);
                var member = new ArchivedRecord(one.State, events).Write();
                draft ??= new ArchiveDraft(scope, number, one.Month, options.BatchSize);
                if (!draft.TryAdd(one.Subject, one.RecordId, one.Version, member)) break;
                go.Add(MonthFigures.None(one.Month) with { Records = 1, Events = events.Count, Bytes = member.Bytes.Length });
            }
            else if (one.LeftAlone is { } reason)
            {
                stay.Add(MonthFigures.None(one.Month).With(reason));
            }

            next = one.Cursor;
        }

        return (draft, new LookedAt(next, MonthFigures.Sum(go), MonthFigures.Sum(stay)));
    }

    /// <summary>Whoever broke off may have chosen others, of another month even: nothing of what they have begun may stay.</summary>
    private async Task ForgetAsync(RetirementScope scope, IReadOnlyList<ArchiveEntry> begun, ArchiveDraft? draft, CancellationToken cancellation)
    {
        foreach (var blob in begun.SelectMany(entry => entry.Records).Select(record => record.Place.Blob).Where(blob => blob != draft?.Blob).Distinct(StringComparer.Ordinal))
            await blobs.DeleteAsync(ArchiveBlobs.ContainerOf(scope.Domain).Name, blob, cancellation);
        var kept = draft?.Entries(time.GetUtcNow()).Select(entry => entry.Subject).ToHashSet() ?? [];
        foreach (var entry in begun.Where(entry => !kept.Contains(entry.Subject)))
            await budget.SpendAsync(() => index.RemoveAsync(entry, cancellation), cancellation);
    }

    private async Task<ArchivePart> StoreAsync(RetirementScope scope, ArchiveDraft draft, LookedAt looked, ETag? before, CancellationToken cancellation)
    {
        var entries = draft.Entries(time.GetUtcNow());
        foreach (var entry in entries) await budget.SpendAsync(() => index.PutAsync(entry, cancellation), cancellation);
        var counts = new Dictionary<string, string>(StringComparer.Ordinal) { ["records"] = $"{draft.Records}", ["documents"] = $"{draft.Documents}" };
        var hash = await blobs.WriteAsync(draft.BlobContainer, draft.Blob, draft.Content, counts, before, cancellation);
        // Whoever was erased while there was no blob yet is in it all the same.
        var there = await index.EntriesAsync(scope.TenantId, draft.Id, cancellation).Select(entry => entry.Subject).ToHashSetAsync(cancellationToken: cancellation);
        var gone = entries.Where(entry => !there.Contains(entry.Subject)).ToList();
        if (gone.Count > 0)
            hash = await blobs.BlankAsync(draft.BlobContainer, draft.Blob, [.. gone.SelectMany(entry => entry.Records).Select(record => record.Place)], cancellation) ?? hash;
        var part = draft.Part(hash, time.GetUtcNow(), gone.Select(entry => entry.Subject).ToHashSet(), looked);
        return await budget.SpendAsync(() => index.TryAddAsync(part, cancellation), cancellation)
            ? part
            : await index.FindPartAsync(scope.TenantId, scope.RunId, part.Id, cancellation) ?? throw new InvalidOperationException($"The part {part.Id} was there and is gone.");
    }
}

/// <param name="Part">Null where none of the records that were looked at may go.</param>
public sealed record WrittenPart(ArchivePart? Part, LookedAt Looked);
