using System.Net;
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

/// <summary>
/// All records of a subject in a domain, whatever its types are, and all that has happened to each, wherever they lie: read page by
/// page, and archived ones one by one, so that memory does not grow with them.
/// </summary>
public sealed class SubjectRecords(Database database, ArchiveLookup archives)
{
    /// <summary>Documents that are in memory at once; each has at most 64 KiB, as most domains say.</summary>
    internal const int PageSize = 50;

    /// <summary>Each record is followed by its events, in order. A version whose event is not there comes without one.</summary>
    /// <param name="key">Null where nothing of the domain is personal, or the key is destroyed.</param>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    /// <inheritdoc cref="ArchiveLookup.FindAsync(JsonObject?, Func{Task{JsonObject?}}, CancellationToken)" path="/exception"/>
    public async IAsyncEnumerable<SubjectFact> ReadAsync(
        Domain domain, SubjectPlace subject, SubjectKey? key, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(subject);
        var container = database.GetContainer(domain.Container);
        var versions = new RecordVersions(container, domain, subject, key, async record => await FindAsync(await AgainAsync(record), record));
        await foreach (var page in PagesAsync(container, domain, subject, cancellation))
        {
            var beside = new List<SubjectRecord>();
            foreach (var document in page)
            {
                if (await FindAsync(document, (Guid)document["id"]!) is not { } found) continue;
                var record = RecordDocuments.Open(domain, found.State, key) with { ArchivedAt = found.ArchivedAt };
                if (found.Events is not { } events)
                {
                    beside.Add(record);
                    continue;
                }

                await foreach (var fact in versions.BesideAsync(beside, cancellation)) yield return fact;
                beside.Clear();
                foreach (var fact in versions.Archived(record, events)) yield return fact;
            }

            await foreach (var fact in versions.BesideAsync(beside, cancellation)) yield return fact;
        }

        Task<FoundRecord?> FindAsync(JsonObject? document, Guid record) => archives.FindAsync(document, () => AgainAsync(record), cancellation);

        Task<JsonObject?> AgainAsync(Guid record) => ReadAsync(container, new RecordKey(subject.TenantId, subject.SubjectId, record), cancellation);
    }

    private static async IAsyncEnumerable<IReadOnlyList<JsonObject>> PagesAsync(
        Container container, Domain domain, SubjectPlace subject, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var query = new RecordQuery(subject.TenantId, subject.SubjectId);
        using var pages = container.GetItemQueryStreamIterator(
            query.Statement(domain), requestOptions: new QueryRequestOptions { PartitionKey = query.Partition, MaxItemCount = PageSize });
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            yield return (await JsonSerializer.DeserializeAsync<Page>(answer.Content, cancellationToken: cancellation))!.Documents;
        }
    }

    private static async Task<JsonObject?> ReadAsync(Container container, RecordKey key, CancellationToken cancellation)
    {
        using var answer = await container.ReadItemStreamAsync(key.Id, key.Partition, cancellationToken: cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return await JsonSerializer.DeserializeAsync<JsonObject>(answer.Content, cancellationToken: cancellation);
    }

    private sealed record Page([property: JsonPropertyName("Documents")] IReadOnlyList<JsonObject> Documents);
}

/// <param name="Version">0: this begins the record. Otherwise what follows is of this version.</param>
/// <param name="Event">Null where the record begins, and where the version's event is not there.</param>
public sealed record SubjectFact(SubjectRecord Record, long Version, EventDocument? Event);

/// <summary>A record as it is stored, opened, whatever its type.</summary>
/// <param name="Shredded">Pointers of personal fields that are gone with their key.</param>
public sealed record SubjectRecord(Guid Id, long Version, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, JsonObject Data, IReadOnlyList<string> Shredded)
{
    /// <inheritdoc cref="Stored.ArchivedAt"/>
    public DateTimeOffset? ArchivedAt { get; init; }
}
