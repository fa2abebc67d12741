using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Archives;

/// <summary>Takes single records, with their events, out of the store.</summary>
public sealed class RecordRetreat(Database database, TimeProvider time)
{
    /// <summary>Beside the record, in the one batch that takes it away.</summary>
    private const int EventsAtOnce = 99;

    private static readonly TransactionalBatchItemRequestOptions WithoutContent = new() { EnableContentResponseOnWrite = false };

    /// <summary>Leaves a marker in place of a record, if it is still what was archived and may be touched.</summary>
    /// <returns>False where it stays, whole.</returns>
    internal async Task<bool> TryRemoveAsync(
        RetirementScope scope, SubjectPlace subject, ArchiveEntryRecord record, ArchivedRecord archived, SubjectGuard guard, CancellationToken cancellation)
    {
        var container = database.GetContainer(scope.Domain.Container);
        var marker = new ArchiveMarker(record.Place, time.GetUtcNow());
        IReadOnlyList<string> events = [.. archived.Events.Select(fact => (string)fact["id"]!)];
        var missing = new HashSet<string>(StringComparer.Ordinal);
        // Again after a refusal: by what is stored then, for an answer that was lost looks like one, too.
        while (true)
        {
            var (state, etag) = await ReadAsync(container, subject, record.RecordId, cancellation);
            if (state is null) return false;
            if (ArchiveMarker.Of(state) is { } there)
            {
                if (there.Place != record.Place) return false;
                await RemoveEventsAsync(container, subject, events, cancellation);
                return true;
            }

            if (guard.Of(state) is not null || !archived.IsStateAs(state)) return false;
            var written = marker.Write(scope.Domain, state, TimeSpan.FromDays(scope.Rule.Archive!.DeletedAfterDays));
            IReadOnlyList<string> first = [.. events.Where(id => !missing.Contains(id)).Take(EventsAtOnce)];
            using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(written), writable: false);
            var batch = container.CreateTransactionalBatch(Partitions.Of(subject.TenantId, subject.SubjectId));
            batch.ReplaceItemStream($"{record.RecordId}", content, new() { IfMatchEtag = etag, EnableContentResponseOnWrite = false });
            var refused = await TryCommitAsync(batch, first, cancellation);
            if (refused is null)
            {
                await RemoveEventsAsync(container, subject, [.. events.Except(first)], cancellation);
                return true;
            }

            // An event that is not there any more must not keep the others.
            if (refused > 0) missing.Add(first[refused.Value - 1]);
        }
    }

    /// <summary>Deletes a record, if it is still what was chosen and may be touched.</summary>
    /// <returns>False where it stays, whole.</returns>
    internal async Task<bool> TryDeleteAsync(RetirementScope scope, SubjectPlace subject, Guid recordId, long version, SubjectGuard guard, CancellationToken cancellation)
    {
        var container = database.GetContainer(scope.Domain.Container);
        var partition = Partitions.Of(subject.TenantId, subject.SubjectId);
        while (true)
        {
            var (state, etag) = await ReadAsync(container, subject, recordId, cancellation);
            if (state is null)
            {
                // What a process that ended had no time for.
                await new SubjectPartition(container, subject).DeleteAsync("c.recordType = @type AND c.recordId = @record", new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["@type"] = scope.Domain.RecordType, ["@record"] = recordId,
                }, _ => true, cancellation);
                return true;
            }

            if ((long)state["version"]! != version || ArchiveMarker.Of(state) is not null || guard.Of(state) is not null) return false;
            var events = await RecordEvents.ReadAsync(container, partition, recordId, version, cancellation);
            IReadOnlyList<string> ids = [.. events.Select(fact => (string)fact["id"]!)];
            var batch = container.CreateTransactionalBatch(partition);
            batch.DeleteItem($"{recordId}", new() { IfMatchEtag = etag, EnableContentResponseOnWrite = false });
            if (await TryCommitAsync(batch, [.. ids.Take(EventsAtOnce)], cancellation) is not null) continue;
            await RemoveEventsAsync(container, subject, [.. ids.Skip(EventsAtOnce)], cancellation);
            return true;
        }
    }

    /// <summary>Whether a record was removed for what is in these.</summary>
    internal async Task<bool> AnyAsync(RetirementScope scope, IReadOnlyList<ArchiveEntry> entries, CancellationToken cancellation)
    {
        var container = database.GetContainer(scope.Domain.Container);
        foreach (var entry in entries)
        {
            foreach (var record in entry.Records)
            {
                var (state, _) = await ReadAsync(container, entry.Subject, record.RecordId, cancellation);
                if (state is not null && ArchiveMarker.Of(state)?.Place == record.Place) return true;
            }
        }

        return false;
    }

    /// <returns>Null where it is done; else which of them was refused: the record, 0, or one of the events.</returns>
    private static async Task<int?> TryCommitAsync(TransactionalBatch batch, IReadOnlyList<string> events, CancellationToken cancellation)
    {
        foreach (var id in events) batch.DeleteItem(id, WithoutContent);
        using var answer = await batch.ExecuteAsync(cancellation);
        if (answer.IsSuccessStatusCode) return null;
        var first = Enumerable.Range(0, answer.Count).FirstOrDefault(i => answer[i].StatusCode is HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed, -1);
        return first >= 0 ? first : throw new CosmosException(answer.ErrorMessage ?? "The batch was refused.", answer.StatusCode, subStatusCode: 0, answer.ActivityId, answer.RequestCharge);
    }

    private static async Task RemoveEventsAsync(Container container, SubjectPlace subject, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var partition = new SubjectPartition(container, subject);
        foreach (var some in ids.Chunk(EventsAtOnce))
            await partition.DeleteAsync("ARRAY_CONTAINS(@ids, c.id)", new Dictionary<string, object>(StringComparer.Ordinal) { ["@ids"] = some }, _ => true, cancellation);
    }

    private static async Task<(JsonObject? State, string? ETag)> ReadAsync(Container container, SubjectPlace subject, Guid recordId, CancellationToken cancellation)
    {
        using var answer = await container.ReadItemStreamAsync(recordId.ToString(), Partitions.Of(subject.TenantId, subject.SubjectId), cancellationToken: cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound) return (null, null);
        answer.EnsureSuccessStatusCode();
        return (await JsonSerializer.DeserializeAsync<JsonObject>(answer.Content, cancellationToken: cancellation), answer.Headers.ETag);
    }
}
