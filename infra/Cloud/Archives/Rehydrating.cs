using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Subjects;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;

namespace Serverless.Cloud.Archives;

/// <summary>Brings records back from archives, or takes them out of there for good. Broken off anywhere, it goes on when it is told again.</summary>
public sealed class Rehydrating(Database database, ArchiveBlobs blobs, ArchiveIndex index)
{
    /// <summary>On a record that came back: until then it is not archived again.</summary>
    public const string KeptField = "keptUntil";

    private const int AtOnce = 100;

    /// <summary>The records are where they were, with their events, and the archive holds them no more.</summary>
    /// <exception cref="ArchiveOfflineException">Not at hand yet; ask again in hours. What is at hand is back.</exception>
    public async Task<Returned> BringBackAsync(ArchiveEntry entry, DateTimeOffset keptUntil, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var (back, lost, damaged) = (0, 0, new List<ArchiveEntryRecord>());
        foreach (var record in entry.Records)
        {
            try
            {
                if (await BringBackAsync(entry, record, keptUntil, cancellation)) back++;
                else lost++;
            }
            // Nothing of it was changed, and the others need not wait for it.
            catch (ArchiveDamagedException)
            {
                damaged.Add(record);
            }
        }

        damaged.AddRange(await TakeOutAsync(entry, [.. entry.Records.Except(damaged)], cancellation));
        await KeepAsync(entry, damaged, cancellation);
        return new Returned(back, lost, damaged.Count);
    }

    /// <summary>The archive holds nothing of the subject any more. What is left in place of the records stays.</summary>
    /// <returns>How many are still there because what lies there is not what was archived: it may be somebody else's.</returns>
    /// <inheritdoc cref="BringBackAsync(ArchiveEntry, DateTimeOffset, CancellationToken)" path="/exception"/>
    public async Task<int> RemoveAsync(ArchiveEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var damaged = await TakeOutAsync(entry, entry.Records, cancellation);
        await KeepAsync(entry, damaged, cancellation);
        return damaged.Count;
    }

    /// <returns>Those that are damaged.</returns>
    private async Task<IReadOnlyList<ArchiveEntryRecord>> TakeOutAsync(ArchiveEntry entry, IReadOnlyList<ArchiveEntryRecord> records, CancellationToken cancellation)
    {
        try
        {
            foreach (var blob in records.Select(record => record.Place).GroupBy(place => (place.Container, place.Blob)))
            {
                IReadOnlyList<ArchivedPlace> places = [.. blob];
                if (await BlankAsync() is not null) await index.NoteAsync(entry, places.Count, BlankAsync, cancellation);

                Task<string?> BlankAsync() => blobs.BlankAsync(blob.Key.Container, blob.Key.Blob, places, cancellation);
            }

            return [];
        }
        // None of the blob was blanked for it; each by itself, the others are.
        catch (ArchiveDamagedException) when (records.Count > 1)
        {
            var damaged = new List<ArchiveEntryRecord>();
            foreach (var record in records) damaged.AddRange(await TakeOutAsync(entry, [record], cancellation));
            return damaged;
        }
        catch (ArchiveDamagedException)
        {
            return records;
        }
    }

    private Task KeepAsync(ArchiveEntry entry, IReadOnlyList<ArchiveEntryRecord> records, CancellationToken cancellation) => records.Count == 0
        ? index.RemoveAsync(entry, cancellation)
        : index.PutAsync(entry with { Records = records, Documents = records.Count }, cancellation);

    /// <returns>False where its archive is gone.</returns>
    private async Task<bool> BringBackAsync(ArchiveEntry entry, ArchiveEntryRecord record, DateTimeOffset keptUntil, CancellationToken cancellation)
    {
        var container = database.GetContainer(entry.Container);
        var (id, partition) = (record.RecordId.ToString(), Partitions.Of(entry.TenantId, entry.SubjectId));
        using var read = await container.ReadItemStreamAsync(id, partition, cancellationToken: cancellation);
        // Deleted since, with what it says here.
        if (read.StatusCode == HttpStatusCode.NotFound) return true;
        read.EnsureSuccessStatusCode();
        var marker = (await JsonSerializer.DeserializeAsync<JsonObject>(read.Content, cancellationToken: cancellation))!;
        // It never went, or it is back.
        if (ArchiveMarker.Of(marker)?.Place != record.Place) return true;
        // Gone with the blob, whose time is over; or another has brought it back since, and blanked it.
        if (await blobs.FindAsync(record.Place, cancellation) is not { } archived) return !await IsMarkedAsync(container, id, partition, read.Headers.ETag, cancellation);
        var events = archived.Events.Select(fact => new JsonObject(fact.Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))) { [EventDocument.RehydratedField] = true });
        // First, so that whoever sees the record finds what has happened to it.
        foreach (var some in events.Chunk(AtOnce)) await new SubjectPartition(container, entry.Subject).EnsureAsync(some, cancellation);
        archived.State[KeptField] = DocumentJson.Time(keptUntil);
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(archived.State), writable: false);
        using var replaced = await container.ReplaceItemStreamAsync(content, id, partition, new() { IfMatchEtag = read.Headers.ETag, EnableContentResponseOnWrite = false }, cancellation);
        // Another has done the same, or has erased it.
        if (replaced.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) return true;
        replaced.EnsureSuccessStatusCode();
        return true;
    }

    private static async Task<bool> IsMarkedAsync(Container container, string id, PartitionKey partition, string etag, CancellationToken cancellation)
    {
        using var read = await container.ReadItemStreamAsync(id, partition, cancellationToken: cancellation);
        if (read.StatusCode != HttpStatusCode.NotFound) read.EnsureSuccessStatusCode();
        return read.Headers.ETag == etag;
    }
}

/// <summary>What became of the records of an entry; each is one of these.</summary>
/// <param name="Back">They are where they were, whoever brought them back.</param>
/// <param name="Lost">The archive had been deleted before: what is left in their place goes by itself.</param>
/// <param name="Damaged">They are still archived, and not what was archived: somebody must look at the blob.</param>
public sealed record Returned(int Back, int Lost, int Damaged);
