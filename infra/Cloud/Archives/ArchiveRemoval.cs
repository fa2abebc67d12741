using Serverless.Cloud.Projections;

namespace Serverless.Cloud.Archives;

/// <summary>
/// Removes from the store what lies in an archive, once every byte of it was read again and found to be what was written. What has become
/// another since it was chosen stays, and is taken out of the archive.
/// </summary>
public sealed class ArchiveRemoval(ArchiveBlobs blobs, ArchiveIndex index, RecordRetreat retreat, RetirementGuard guard, RequestUnitBudget budget, TimeProvider time)
{
    /// <returns>The part as it is now; null where it was damaged and nothing had been removed, so that it was withdrawn: write it again.</returns>
    /// <exception cref="ArchiveDamagedException">It is damaged, and records were removed for it. An operator must look at it.</exception>
    public async Task<ArchivePart?> RemoveAsync(RetirementScope scope, int number, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var id = ArchivePart.IdOf(scope.Domain.Container, scope.RunId, number);
        if (await index.FindPartAsync(scope.TenantId, scope.RunId, id, cancellation) is not { } part) return null;
        if (part.RemovedAt is not null) return part;
        var entries = await index.EntriesAsync(scope.TenantId, id, cancellation).ToListAsync(cancellation);
        ArchiveReading reading;
        try
        {
            var blob = await blobs.DownloadAsync(part.BlobContainer, part.Blob, cancellation);
            // Somebody may have been taken out of it since the part was read.
            if (await index.FindPartAsync(scope.TenantId, scope.RunId, id, cancellation) is not { } now) return null;
            reading = ArchiveReading.Verify(now, entries, blob?.Content.ToMemory(), blob?.Details.Metadata.TryGetValue(ArchiveBlobs.HashKey, out var declared) == true ? declared : null);
        }
        catch (ArchiveDamagedException) when (part.Blanked == 0)
        {
            if (await retreat.AnyAsync(scope, entries, cancellation)) throw;
            await WithdrawAsync(part, entries, cancellation);
            return null;
        }

        if (reading.Unanswered.Count > 0) await index.NoteAsync(part, blanked: 0, () => blobs.BlankAsync(part.BlobContainer, part.Blob, reading.Unanswered, cancellation), cancellation);
        var moved = MonthFigures.None(part.Month);
        foreach (var entry in entries) moved += await RemoveAsync(scope, entry, reading, cancellation);
        return await EndAsync(scope, id, moved, cancellation);
    }

    private async Task<MonthFigures> RemoveAsync(RetirementScope scope, ArchiveEntry entry, ArchiveReading reading, CancellationToken cancellation)
    {
        var standing = await budget.SpendAsync(() => guard.AskAsync(scope.Domain, entry.Subject, cancellation), cancellation);
        var removed = new List<ArchiveEntryRecord>();
        foreach (var record in entry.Records)
        {
            // Blank: it stayed behind before the process ended.
            if (reading.Find(record.Place) is { } archived
                && await budget.SpendAsync(() => retreat.TryRemoveAsync(scope, entry.Subject, record, archived, standing, cancellation), cancellation)) removed.Add(record);
        }

        if (removed.Count < entry.Records.Count) await TakeOutAsync(entry, removed, reading, cancellation);
        return removed.Aggregate(MonthFigures.None(entry.Month), (sum, record) => sum with
        {
            Records = sum.Records + 1, Events = sum.Events + reading.Find(record.Place)!.Events.Count, Bytes = sum.Bytes + record.Place.Length,
        });
    }

    private async Task TakeOutAsync(ArchiveEntry entry, List<ArchiveEntryRecord> removed, ArchiveReading reading, CancellationToken cancellation)
    {
        IReadOnlyList<ArchivedPlace> stayed = [.. entry.Records.Except(removed).Select(record => record.Place)];
        await index.NoteAsync(entry, stayed.Count, () => blobs.BlankAsync(stayed[0].Container, stayed[0].Blob, stayed, cancellation), cancellation);
        if (removed.Count == 0) await index.RemoveAsync(entry, cancellation);
        else await index.PutAsync(entry with { Records = removed, Documents = removed.Sum(record => reading.Find(record.Place)!.Documents) }, cancellation);
    }

    private async Task<ArchivePart> EndAsync(RetirementScope scope, string id, MonthFigures moved, CancellationToken cancellation)
    {
        // Again where somebody was taken out of it in between.
        while (true)
        {
            var part = await index.FindPartAsync(scope.TenantId, scope.RunId, id, cancellation) ?? throw new InvalidOperationException($"The part {id} was there and is gone.");
            var ended = part with { RemovedAt = time.GetUtcNow(), Moved = moved.With(LeftAlone.Meanwhile, part.Records - moved.Records) };
            if (await index.TryReplaceAsync(ended, cancellation)) return ended;
        }
    }

    /// <summary>The part last: while it is there, this is done again.</summary>
    private async Task WithdrawAsync(ArchivePart part, IReadOnlyList<ArchiveEntry> entries, CancellationToken cancellation)
    {
        await blobs.DeleteAsync(part.BlobContainer, part.Blob, cancellation);
        foreach (var entry in entries) await index.RemoveAsync(entry, cancellation);
        await index.RemoveAsync(part, cancellation);
    }
}
