using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Projections;

/// <summary>Documents of read models as they are stored: one of each build of the read model for a place, personal fields sealed.</summary>
/// <param name="owner">With whose key it is sealed.</param>
internal sealed class ReadDocuments(Container container, ProjectedDocument declared, DocumentPlace place, SubjectPlace owner, int build)
{
    /// <summary>The store is at odds with another write of the same document.</summary>
    private const HttpStatusCode RetryWith = (HttpStatusCode)449;

    private static readonly ItemRequestOptions WithoutContent = new() { EnableContentResponseOnWrite = false };

    private string Id => place.IdIn(build);

    private PartitionKey Partition => Partitions.Of(place.Partition.TenantId, place.Partition.SubjectId);

    /// <summary>As it is stored; null where there is none.</summary>
    public static async Task<StoredDocument?> FindAsync(Container container, DocumentPlace place, int build, CancellationToken cancellation)
    {
        using var answer = await container.ReadItemStreamAsync(
            place.IdIn(build), Partitions.Of(place.Partition.TenantId, place.Partition.SubjectId), cancellationToken: cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return (await JsonSerializer.DeserializeAsync<StoredDocument>(answer.Content, DocumentJson.Options, cancellation))! with { ETag = answer.Headers.ETag };
    }

    public async Task<ReadDocument> ReadAsync(SubjectKey? key, CancellationToken cancellation) =>
        await FindAsync(container, place, build, cancellation) is { } stored ? stored.Open(container.Id, declared, key) : ReadDocument.Empty;

    /// <param name="patches">What is added to tallies, in the same batch.</param>
    /// <returns>False where it is not any more as it was read, and nothing was added.</returns>
    public async Task<bool> TryWriteAsync(ReadDocument document, IReadOnlyList<TallyPatch> patches, SubjectKey? key, BlindIndex? blind, CancellationToken cancellation)
    {
        var stored = StoredDocument.Seal(document, Id, container.Id, declared, place, owner, key, blind);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(stored, DocumentJson.Options);
        if (patches.Count > 0) return await TryChangeWithAsync(patches, batch => Put(batch, bytes, document.ETag), cancellation);
        using var content = new MemoryStream(bytes, writable: false);
        using var answer = document.ETag is null
            ? await container.CreateItemStreamAsync(content, Partition, WithoutContent, cancellation)
            : await container.ReplaceItemStreamAsync(content, Id, Partition, new() { IfMatchEtag = document.ETag, EnableContentResponseOnWrite = false }, cancellation);
        if (answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    /// <summary>Writes another one in its place, or takes it away where nothing is left to be in it, with what changes for tallies.</summary>
    /// <param name="before">As it is stored, or none.</param>
    /// <returns>False where it is to be tried again: it is not any more as it was read, or more is owed to tallies than one batch can hold.</returns>
    public async Task<bool> TryReplaceAsync(ReadDocument before, ReadDocument after, SubjectKey? key, BlindIndex? blind, CancellationToken cancellation)
    {
        IReadOnlyList<TallyPatch> owed = [.. before.Owed, .. declared.Tally(before.Content, after.Content)];
        var (now, later) = (owed.Take(TallyPatch.MostInBatch).ToList(), owed.Skip(TallyPatch.MostInBatch).ToList());
        if (later.Count == 0 && after.Next.IsEmpty) return await TryChangeWithAsync(now, batch => batch.DeleteItem(Id, new() { IfMatchEtag = before.ETag }), cancellation);
        return await TryWriteAsync(after with { ETag = before.ETag, Owed = later }, now, key, blind, cancellation) && later.Count == 0;
    }

    private void Put(TransactionalBatch batch, byte[] document, string? etag)
    {
        var content = new MemoryStream(document, writable: false);
        if (etag is null) batch.CreateItemStream(content, new() { EnableContentResponseOnWrite = false });
        else batch.ReplaceItemStream(Id, content, new() { IfMatchEtag = etag, EnableContentResponseOnWrite = false });
    }

    /// <summary>
    /// The document's version is what keeps the increments from being made twice: a batch that is sent again, because its answer
    /// was lost, finds another.
    /// </summary>
    /// <param name="change">Of the document, which is the batch's first operation.</param>
    private async Task<bool> TryChangeWithAsync(IReadOnlyList<TallyPatch> patches, Action<TransactionalBatch> change, CancellationToken cancellation)
    {
        var tallies = new TallyDocuments(container, place.Partition, build);
        while (true)
        {
            var batch = container.CreateTransactionalBatch(Partition);
            change(batch);
            foreach (var patch in patches) tallies.Add(batch, patch);
            using var answer = await batch.ExecuteAsync(cancellation);
            if (answer.IsSuccessStatusCode) return true;
            var refused = Enumerable.Range(0, answer.Count).FirstOrDefault(i => answer[i].StatusCode != HttpStatusCode.FailedDependency, -1);
            switch (refused < 0 ? answer.StatusCode : answer[refused].StatusCode)
            {
                case HttpStatusCode.NotFound when refused > 0:
                    // Those before it are there: a batch is done in order.
                    await tallies.EnsureAsync(patches.Skip(refused - 1).Select(patch => patch.Tally), cancellation);
                    break;
                case HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound or RetryWith:
                    return false;
                default:
                    throw new CosmosException(answer.ErrorMessage ?? "The batch was refused.", answer.StatusCode, subStatusCode: 0, answer.ActivityId, answer.RequestCharge);
            }
        }
    }
}
