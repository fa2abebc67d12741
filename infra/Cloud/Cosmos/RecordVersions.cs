using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Cosmos;

/// <summary>What has happened to records of a subject, version by version.</summary>
/// <param name="find">A record, where it is now.</param>
internal sealed class RecordVersions(Container container, Domain domain, SubjectPlace subject, SubjectKey? key, Func<Guid, Task<FoundRecord?>> find)
{
    /// <summary>Of records beside which their events lie.</summary>
    public async IAsyncEnumerable<SubjectFact> BesideAsync(IReadOnlyList<SubjectRecord> records, [EnumeratorCancellation] CancellationToken cancellation)
    {
        SubjectRecord? current = null;
        foreach (var window in records.SelectMany(VersionsOf).Chunk(SubjectRecords.PageSize))
        {
            var found = await EventsAsync(window, cancellation);
            foreach (var version in window)
            {
                if (current != version.Record) yield return new SubjectFact(current = version.Record, Version: 0, Event: null);
                foreach (var fact in FactsOf(version, found)) yield return fact;
            }
        }
    }

    /// <summary>Of a record with which its events are archived.</summary>
    public IEnumerable<SubjectFact> Archived(SubjectRecord record, IReadOnlyList<JsonObject> events)
    {
        var found = new Dictionary<(Guid, long), List<EventDocument>>();
        Add(found, events);
        return VersionsOf(record).SelectMany(version => FactsOf(version, found)).Prepend(new SubjectFact(record, Version: 0, Event: null));
    }

    /// <summary>By version, each version's in order.</summary>
    private async Task<Dictionary<(Guid, long), List<EventDocument>>> EventsAsync(IReadOnlyList<RecordVersion> versions, CancellationToken cancellation)
    {
        var found = new Dictionary<(Guid, long), List<EventDocument>>();
        await AddStoredAsync(found, versions, cancellation);
        if (domain.Retention?.Archive is null) return found;
        // What is not there may have been archived since its record was read.
        foreach (var record in versions.Where(version => !IsWhole(found, version)).GroupBy(version => version.Record.Id).ToList())
        {
            foreach (var version in record) found.Remove(version.At);
            if (await find(record.Key) is not { } now) continue;
            var numbers = record.Select(version => version.Number).ToHashSet();
            if (now.Events is { } archived) Add(found, archived.Where(fact => numbers.Contains((long)fact["version"]!)));
            else await AddStoredAsync(found, [.. record], cancellation);
        }

        return found;
    }

    /// <summary>Ids follow from the place in the history, so none is searched for.</summary>
    private async Task AddStoredAsync(Dictionary<(Guid, long), List<EventDocument>> found, IReadOnlyList<RecordVersion> versions, CancellationToken cancellation)
    {
        var wanted = versions;
        // Most versions have one event; those that have more say so.
        for (var index = 0; wanted.Count > 0; index++)
        {
            var partition = Partitions.Of(subject.TenantId, subject.SubjectId);
            var ids = wanted.Select(version => (EventDocuments.IdOf(version.Record.Id, version.Number, index).ToString(), partition)).ToList();
            using var answer = await container.ReadManyItemsStreamAsync(ids, cancellationToken: cancellation);
            answer.EnsureSuccessStatusCode();
            var events = Add(found, (await JsonSerializer.DeserializeAsync<Page>(answer.Content, cancellationToken: cancellation))!.Documents);
            var open = events.Where(fact => !fact.Final).Select(fact => (fact.RecordId, fact.Version)).ToHashSet();
            wanted = [.. wanted.Where(version => open.Contains(version.At))];
        }
    }

    private List<EventDocument> Add(Dictionary<(Guid, long), List<EventDocument>> found, IEnumerable<JsonObject> documents)
    {
        var events = documents.Select(document => EventDocuments.Read(domain, document, key)).ToList();
        foreach (var fact in events)
        {
            if (!found.TryGetValue((fact.RecordId, fact.Version), out var before)) found[(fact.RecordId, fact.Version)] = before = [];
            before.Add(fact);
        }

        return events;
    }

    private static bool IsWhole(Dictionary<(Guid, long), List<EventDocument>> found, RecordVersion version) => found.TryGetValue(version.At, out var events) && events[^1].Final;

    private static IEnumerable<SubjectFact> FactsOf(RecordVersion version, Dictionary<(Guid, long), List<EventDocument>> found) =>
        found.TryGetValue(version.At, out var events) ? events.Select(fact => new SubjectFact(version.Record, version.Number, fact)) : [new SubjectFact(version.Record, version.Number, Event: null)];

    private static IEnumerable<RecordVersion> VersionsOf(SubjectRecord record)
    {
        for (var number = 1L; number <= record.Version; number++) yield return new RecordVersion(record, number);
    }

    private sealed record RecordVersion(SubjectRecord Record, long Number)
    {
        public (Guid, long) At => (Record.Id, Number);
    }

    private sealed record Page([property: JsonPropertyName("Documents")] IReadOnlyList<JsonObject> Documents);
}
