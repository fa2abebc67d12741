using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;

namespace Serverless.Cloud.Cosmos;

/// <summary>One transactional batch, and what each of its operations means when it is refused.</summary>
internal sealed class RecordBatch(Container container, RecordKey at)
{
    private static readonly TransactionalBatchItemRequestOptions WithoutContent = new() { EnableContentResponseOnWrite = false };

    private readonly TransactionalBatch _batch = container.CreateTransactionalBatch(at.Partition);

    /// <summary>By operation: what a conflict there says.</summary>
    private readonly List<Commitment> _conflicts = [];

    /// <summary>First of all, so that a repeated request is recognised whatever else would be refused.</summary>
    public void Remember(JsonObject request) => Create(request, new Commitment.Repeated());

    public void Put(JsonObject record, Stored? before)
    {
        if (before is null)
        {
            Create(record, new Commitment.Exists());
            return;
        }

        _batch.ReplaceItemStream(before.Key.Id, Stream(record), new() { IfMatchEtag = before.ETag, EnableContentResponseOnWrite = false });
        _conflicts.Add(new Commitment.Stale());
    }

    /// <summary>An event's id follows from record and version: that it is there means that the version is.</summary>
    public void Append(JsonObject fact) => Create(fact, new Commitment.Stale());

    /// <param name="records">What a success answers.</param>
    public async Task<Commitment> CommitAsync(IReadOnlyList<Stored> records, CancellationToken cancellation)
    {
        using var answer = await _batch.ExecuteAsync(cancellation);
        if (answer.IsSuccessStatusCode) return new Commitment.Done(records, answer.Headers.Session ?? "");
        for (var i = 0; i < answer.Count; i++)
        {
            switch (answer[i].StatusCode)
            {
                case HttpStatusCode.Conflict:
                    return _conflicts[i];
                case HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound:
                    return new Commitment.Stale();
                case HttpStatusCode.RequestEntityTooLarge:
                    return new Commitment.Refused(StoreErrors.TooLarge);
            }
        }

        if (answer.StatusCode == HttpStatusCode.RequestEntityTooLarge) return new Commitment.Refused(StoreErrors.TooLarge);
        // The service's message names ids and no values.
        throw new CosmosException(answer.ErrorMessage ?? "The batch was refused.", answer.StatusCode, subStatusCode: 0, answer.ActivityId, answer.RequestCharge);
    }

    private void Create(JsonObject document, Commitment conflict)
    {
        _batch.CreateItemStream(Stream(document), WithoutContent);
        _conflicts.Add(conflict);
    }

    private static MemoryStream Stream(JsonObject document) => new(JsonSerializer.SerializeToUtf8Bytes(document), writable: false);
}
