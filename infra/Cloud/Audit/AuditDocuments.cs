using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;

namespace Serverless.Cloud.Audit;

/// <summary>The container of entries. They are added and read; there is no way in the app to change one or to take one away.</summary>
public sealed class AuditDocuments(Database database)
{
    private static readonly ItemRequestOptions WithoutContent = new() { EnableContentResponseOnWrite = false };
    private static readonly TransactionalBatchItemRequestOptions WithoutContentInBatch = new() { EnableContentResponseOnWrite = false };

    internal Container Container { get; } = database.GetContainer(PlatformContainers.Audit.Name);

    /// <summary>Where the subject's chain ends.</summary>
    internal async Task<ChainHead> HeadAsync(SubjectPlace subject)
    {
        var query = new QueryDefinition("SELECT TOP 1 c.id, c.hash FROM c ORDER BY c.sequence DESC");
        await foreach (var last in QueryAsync(query, PartitionOf(subject), CancellationToken.None))
            return new ChainHead(long.Parse((string)last["id"]!, System.Globalization.CultureInfo.InvariantCulture), (string)last["hash"]!);
        return ChainHead.None;
    }

    /// <returns>False where there is an entry already in the place of one of them; nothing is stored then.</returns>
    /// <exception cref="CosmosException">Nothing is known: they may be stored or not.</exception>
    internal async Task<bool> TryAppendAsync(SubjectPlace subject, IReadOnlyList<JsonObject> entries)
    {
        if (entries.Count == 1)
        {
            using var answer = await Container.CreateItemStreamAsync(Stream(entries[0]), PartitionOf(subject), WithoutContent);
            if (answer.StatusCode == HttpStatusCode.Conflict) return false;
            answer.EnsureSuccessStatusCode();
            return true;
        }

        var batch = Container.CreateTransactionalBatch(PartitionOf(subject));
        foreach (var entry in entries) batch.CreateItemStream(Stream(entry), WithoutContentInBatch);
        using var answers = await batch.ExecuteAsync();
        if (answers.IsSuccessStatusCode) return true;
        if (answers.Any(one => one.StatusCode == HttpStatusCode.Conflict)) return false;
        throw new CosmosException(answers.ErrorMessage ?? "The batch was refused.", answers.StatusCode, subStatusCode: 0, answers.ActivityId, answers.RequestCharge);
    }

    /// <summary>Null where there is no entry in that place.</summary>
    internal async Task<string?> HashAtAsync(SubjectPlace subject, string id)
    {
        using var answer = await Container.ReadItemStreamAsync(id, PartitionOf(subject));
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return (string?)(await JsonSerializer.DeserializeAsync<JsonObject>(answer.Content))!["hash"];
    }

    /// <summary>Everything that lies in the subject's partition, as it lies there, by id.</summary>
    internal IAsyncEnumerable<JsonObject> WalkAsync(SubjectPlace subject, CancellationToken cancellation) =>
        QueryAsync(new QueryDefinition("SELECT * FROM c ORDER BY c.id"), PartitionOf(subject), cancellation);

    /// <summary>Whose chains there are in a tenant, in order.</summary>
    internal async Task<IReadOnlyList<string>> SubjectsAsync(string tenantId, string? after, int most, CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT DISTINCT VALUE c.subjectId FROM c WHERE c.subjectId > @after ORDER BY c.subjectId").WithParameter("@after", after ?? "");
        var found = new List<string>();
        using var pages = Container.GetItemQueryIterator<string>(query, requestOptions: new QueryRequestOptions { PartitionKey = Partitions.Of(tenantId), MaxItemCount = -1 });
        while (pages.HasMoreResults && found.Count < most) found.AddRange(await pages.ReadNextAsync(cancellation));
        return found.Count > most ? found[..most] : found;
    }

    internal async IAsyncEnumerable<JsonObject> QueryAsync(QueryDefinition query, PartitionKey partition, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var pages = Container.GetItemQueryStreamIterator(query, requestOptions: new QueryRequestOptions { PartitionKey = partition, MaxItemCount = -1 });
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            foreach (var document in (await JsonSerializer.DeserializeAsync<Documents>(answer.Content, cancellationToken: cancellation))!.Found) yield return document;
        }
    }

    internal static PartitionKey PartitionOf(SubjectPlace subject) => Partitions.Of(subject.TenantId, subject.SubjectId);

    private static MemoryStream Stream(JsonObject document) => new(JsonSerializer.SerializeToUtf8Bytes(document), writable: false);

    private sealed record Documents([property: JsonPropertyName("Documents")] IReadOnlyList<JsonObject> Found);
}

/// <summary>The last entry of a chain.</summary>
internal sealed record ChainHead(long Sequence, string Hash)
{
    public static ChainHead None { get; } = new(0, AuditHash.Origin);
}
