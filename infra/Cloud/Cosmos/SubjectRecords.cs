using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Cosmos;

/// <summary>
/// All records of a subject in a domain, whatever its types are, and all that has happened to each: read page by page, so that
/// memory does not grow with them.
/// </summary>
public sealed class SubjectRecords(Database database)
{
    /// <summary>Documents that are in memory at once; each has at most 64 KiB, as most domains say.</summary>
    private const int PageSize = 50;

    /// <summary>Each record is followed by its events, in order. A version whose event is not there comes without one.</summary>
    /// <param name="key">Null where nothing of the domain is personal, or the key is destroyed.</param>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async IAsyncEnumerable<SubjectFact> ReadAsync(
        Domain domain, SubjectPlace subject, SubjectKey? key, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(subject);
        var container = database.GetContainer(domain.Container);
        await foreach (var page in RecordsAsync(container, domain, subject, cancellation))
        {
            var records = page.Select(document => RecordDocuments.Open(domain, document, key)).ToList();
            var versions = records.SelectMany(record => VersionsOf(record)).ToList();
            SubjectRecord? current = null;
            foreach (var window in versions.Chunk(PageSize))
            {
                var found = await EventsAsync(container, domain, subject, key, window, cancellation);
                foreach (var version in window)
                {
                    if (current != version.Record) yield return new SubjectFact(current = version.Record, Version: 0, Event: null);
                    if (!found.TryGetValue((version.Record.Id, version.Number), out var events)) yield return new SubjectFact(current, version.Number, Event: null);
                    foreach (var fact in events ?? []) yield return new SubjectFact(current, version.Number, fact);
                }
            }
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<JsonObject>> RecordsAsync(
        Container container, Domain domain, SubjectPlace subject, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var query = new RecordQuery(subject.TenantId, subject.SubjectId);
        using var pages = container.GetItemQueryStreamIterator(
            query.Statement(domain), requestOptions: new QueryRequestOptions { PartitionKey = query.Partition, MaxItemCount = PageSize });
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            yield return await DocumentsAsync(answer, cancellation);
        }
    }

    /// <summary>By version, each version's in order. Ids follow from the place in the history, so none is searched for.</summary>
    private static async Task<Dictionary<(Guid, long), List<EventDocument>>> EventsAsync(
        Container container, Domain domain, SubjectPlace subject, SubjectKey? key, IReadOnlyList<RecordVersion> versions, CancellationToken cancellation)
    {
        var found = new Dictionary<(Guid, long), List<EventDocument>>();
        var wanted = versions;
        // Most versions have one event; those that have more say so.
        for (var index = 0; wanted.Count > 0; index++)
        {
            var partition = Partitions.Of(subject.TenantId, subject.SubjectId);
            var ids = wanted.Select(version => (EventDocuments.IdOf(version.Record.Id, version.Number, index).ToString(), partition)).ToList();
            using var answer = await container.ReadManyItemsStreamAsync(ids, cancellationToken: cancellation);
            var events = (await DocumentsAsync(answer, cancellation)).Select(document => EventDocuments.Read(domain, document, key)).ToList();
            foreach (var fact in events)
            {
                if (!found.TryGetValue((fact.RecordId, fact.Version), out var before)) found[(fact.RecordId, fact.Version)] = before = [];
                before.Add(fact);
            }

            var open = events.Where(fact => !fact.Final).Select(fact => (fact.RecordId, fact.Version)).ToHashSet();
            wanted = [.. wanted.Where(version => open.Contains((version.Record.Id, version.Number)))];
        }

        return found;
    }

    private static IEnumerable<RecordVersion> VersionsOf(SubjectRecord record)
    {
        for (var number = 1L; number <= record.Version; number++) yield return new RecordVersion(record, number);
    }

    private static async Task<IReadOnlyList<JsonObject>> DocumentsAsync(ResponseMessage answer, CancellationToken cancellation)
    {
        answer.EnsureSuccessStatusCode();
        return (await JsonSerializer.DeserializeAsync<Page>(answer.Content, cancellationToken: cancellation))!.Documents;
    }

    private sealed record RecordVersion(SubjectRecord Record, long Number);

    private sealed record Page([property: JsonPropertyName("Documents")] IReadOnlyList<JsonObject> Documents);
}

/// <param name="Version">0: this begins the record. Otherwise what follows is of this version.</param>
/// <param name="Event">Null where the record begins, and where the version's event is not there.</param>
public sealed record SubjectFact(SubjectRecord Record, long Version, EventDocument? Event);

/// <summary>A record as it is stored, opened, whatever its type.</summary>
/// <param name="Shredded">Pointers of personal fields that are gone with their key.</param>
public sealed record SubjectRecord(Guid Id, long Version, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, JsonObject Data, IReadOnlyList<string> Shredded);
