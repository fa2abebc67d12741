using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Subjects.Records;

/// <summary>
/// Erases by declaration what a container holds of a subject: what is deleted, soft-deleted before or not, with its events and what
/// is kept of requests; what stays as statistics, once it is stored as that; and of what is retained, only what is kept of requests.
/// </summary>
internal sealed class RecordErasure(string container, IReadOnlyList<Domain> domains, Database database, SubjectKeys keys, TimeProvider time) : ISubjectStore
{
    private readonly RecordTypes _types = new(domains);

    public string Name => container;

    public ErasureStage Stage => ErasureStage.Records;

    public IReadOnlyList<StoredPlace> Covers { get; } = [new(StoredPlaceKind.Container, container)];

    public ErasureRule Rule => _types.Rule;

    public async Task<SubjectCount> CountAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        if (Rule.Effect == ErasureEffect.NotPersonal) return SubjectCount.None;
        var partition = PartitionOf(subject);
        var leaving = await partition.CountAsync(RecordTypes.Leaving, RecordTypes.Parameters(_types.Staying), cancellation);
        if (_types.Retained.Count == 0) return new SubjectCount(leaving, Retained: 0, Readable: 0);
        var retained = await partition.CountAsync(RecordTypes.Of, RecordTypes.Parameters(_types.Retained), cancellation);
        return new SubjectCount(leaving, retained, await ReadableAsync(subject, partition, retained, cancellation));
    }

    public async Task<SubjectErased> EraseAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        if (Rule.Effect == ErasureEffect.NotPersonal) return SubjectErased.Nothing;
        var partition = PartitionOf(subject);
        if (_types.Anonymised.Count > 0) await AnonymiseAsync(subject, partition, cancellation);
        var (anonymised, deleted) = await partition.DeleteAsync(
            RecordTypes.Leaving, RecordTypes.Parameters(_types.Staying), type => RecordTypes.Find(_types.Anonymised, type) is not null, cancellation);
        var retained = _types.Retained.Count == 0 ? 0 : await partition.CountAsync(RecordTypes.Of, RecordTypes.Parameters(_types.Retained), cancellation);
        return new SubjectErased(deleted, anonymised, retained);
    }

    /// <summary>
    /// Stores what stays, and only that: what it is made of is deleted afterwards. Ids follow from what they stand for, so that what
    /// was stored before is found. Without the key nothing can be made any more, and what is still there has its copy already.
    /// </summary>
    private async Task AnonymiseAsync(SubjectPlace subject, SubjectPartition partition, CancellationToken cancellation)
    {
        if (await keys.FindAsync(subject.TenantId, subject.SubjectId, cancellation) is not { } key) return;
        var anonymiser = new Anonymiser(key, container);
        var (documents, copies) = (new AnonymousDocuments(anonymiser), PartitionOf(subject with { SubjectId = anonymiser.SubjectId.ToString() }));
        var parameters = RecordTypes.Parameters(_types.Anonymised);
        // Events first, in the order in which they were stored: who reads the feed gets each record's from the first to the last.
        await foreach (var events in partition.DocumentsAsync("ARRAY_CONTAINS(@types, c.recordType)", parameters, cancellation))
            await copies.EnsureAsync([.. InOrder(events).Select(fact => documents.Event(DomainOf(fact["recordType"]), fact))], cancellation);
        // What is in place of a record whose archive is gone says nothing that counts.
        await foreach (var states in partition.DocumentsAsync(
            $"ARRAY_CONTAINS(@types, c.kind) AND NOT IS_DEFINED(c.recordType) AND NOT IS_DEFINED(c.{ArchiveMarker.Field})", parameters, cancellation))
        {
            foreach (var state in states) await copies.EnsureAsync(documents.State(DomainOf(state["kind"]), state, time.GetUtcNow()), cancellation);
        }
    }

    private static IEnumerable<JsonObject> InOrder(IReadOnlyList<JsonObject> events) => events.OrderBy(fact => (long?)fact["version"]).ThenBy(fact => (int?)fact["index"]);

    private Domain DomainOf(JsonNode? type) => RecordTypes.Find(_types.Anonymised, (string?)type)!;

    private async Task<long> ReadableAsync(SubjectPlace subject, SubjectPartition partition, long retained, CancellationToken cancellation)
    {
        if (retained == 0 || !await keys.ExistsAsync(subject.TenantId, subject.SubjectId, cancellation)) return 0;
        var personal = _types.Retained.Where(domain => domain.HasPersonal).ToList();
        return personal.Count == _types.Retained.Count ? retained
            : personal.Count == 0 ? 0
            : await partition.CountAsync(RecordTypes.Of, RecordTypes.Parameters(personal), cancellation);
    }

    private SubjectPartition PartitionOf(SubjectPlace subject) => new(database.GetContainer(container), subject);
}
