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
    /// <returns>How many came back now.</returns>
    /// <exception cref="ArchiveOfflineException">Not at hand yet; ask again in hours.</exception>
    /// <exception cref="ArchiveDamagedException">The archive is not what was written; nothing of this record was changed.</exception>
    public async Task<int> BringBackAsync(ArchiveEntry entry, DateTimeOffset keptUntil, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var back = 0;
        foreach (var record in entry.Records)
        {
            if (await BringBackAsync(entry, record, keptUntil, cancellation)) back++;
        }

        await RemoveAsync(entry, cancellation);
        return back;
    }

    /// <summary>The archive holds nothing of the subject any more. What is left in place of the records stays.</summary>
    /// <inheritdoc cref="BringBackAsync(ArchiveEntry, DateTimeOffset, CancellationToken)" path="/exception"/>
    public async Task RemoveAsync(ArchiveEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        foreach (var blob in entry.Records.Select(record => record.Place).GroupBy(place => (place.Container, place.Blob)))
        {
            IReadOnlyList<ArchivedPlace> places = [.. blob];
            if (await BlankAsync() is not null) await index.NoteAsync(entry, places.Count, BlankAsync, cancellation);

            Task<string?> BlankAsync() => blobs.BlankAsync(blob.Key.Container, blob.Key.Blob, places, cancellation);
        }

        await index.RemoveAsync(entry, cancellation);
    }

    private async Task<bool> BringBackAsync(ArchiveEntry entry, ArchiveEntryRecord record, DateTimeOffset keptUntil, CancellationToken cancellation)
    {
        var container = database.GetContainer(entry.Container);
        var (id, partition) = (record.RecordId.ToString(), Partitions.Of(entry.TenantId, entry.SubjectId));
        using var read = await container.ReadItemStreamAsync(id, partition, cancellationToken: cancellation);
        if (read.StatusCode == HttpStatusCode.NotFound) return false;
        read.EnsureSuccessStatusCode();
        var marker = (await JsonSerializer.DeserializeAsync<JsonObject>(read.Content, cancellationToken: cancellation))!;
        // It never went, or it is back.
        if (ArchiveMarker.Of(marker)?.Place != record.Place) return false;
        var archived = await blobs.FindAsync(record.Place, cancellation) ?? throw new ArchiveDamagedException("a record is not where it was put");
        var events = archived.Events.Select(fact => new JsonObject(fact.Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))) { [EventDocument.RehydratedField] = true });
        // First, so that whoever sees the record finds what has happened to it.
        foreach (var some in events.Chunk(AtOnce)) await new SubjectPartition(container, entry.Subject).EnsureAsync(some, cancellation);
        archived.State[KeptField] = DocumentJson.Time(keptUntil);
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(archived.State), writable: false);
        using var replaced = await container.ReplaceItemStreamAsync(content, id, partition, new() { IfMatchEtag = read.Headers.ETag, EnableContentResponseOnWrite = false }, cancellation);
        // Another has done the same.
        if (replaced.StatusCode == HttpStatusCode.PreconditionFailed) return false;
        replaced.EnsureSuccessStatusCode();
        return true;
    }
}
