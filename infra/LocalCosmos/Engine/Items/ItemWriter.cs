using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Engine.Keys;
using Serverless.LocalCosmos.Sql.Values;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Items;

/// <summary>What one item operation does inside the container's write transaction.</summary>
internal sealed class ItemWriter(ContainerDefinition container, WriteTransaction transaction)
{
    public ItemResult Run(ItemStep step)
    {
        var operation = step.Operation;
        if (operation.Kind == ItemOperationKind.Create) return Insert(step.Item!, operation.MinimalReturn);
        var item = transaction.Find(step.Epk, step.Id);
        switch (operation.Kind)
        {
            case ItemOperationKind.Upsert when item is null:
                return Insert(step.Item!, operation.MinimalReturn);
            case var _ when item is null:
                return ItemResult.NotFound();
            case ItemOperationKind.Read:
                return ItemResult.Read(item, operation.IfNoneMatch);
            case var _ when IsStale(item, operation.IfMatch):
                return ItemResult.Failure(412, "One of the specified pre-condition is not met: the item has another _etag.");
            case ItemOperationKind.Delete:
                return new ItemResult(204, 0, default, null, Delete(item), null);
            case ItemOperationKind.Patch:
                return Apply(step, item);
            default:
                return Replace(item, step.Item!, operation.MinimalReturn);
        }
    }

    /// <returns>The charge.</returns>
    public double Delete(StoredItem item)
    {
        var terms = transaction.Indexer.Describe(item.Body);
        transaction.Delete(item, terms, expired: false);
        return RequestCharge.Delete(item.Body.Length, terms.Terms.Count);
    }

    private static bool IsStale(StoredItem item, string? ifMatch) =>
        ifMatch is not null && !ETag.Matches(ifMatch, ETag.Of(item.Lsn, item.Ordinal, item.Timestamp));

    private ItemResult Insert(PreparedItem prepared, bool minimal)
    {
        var number = transaction.NextNumber();
        while (true)
        {
            var (item, etag) = Stamp(prepared, number, previousLsn: 0);
            var terms = transaction.Indexer.Describe(item.Body);
            var conflict = transaction.Insert(item, terms);
            if (conflict == WriteConflict.None)
                return Written(201, item, etag, RequestCharge.Write(item.Body.Length, terms.Terms.Count), minimal);
            if (conflict != WriteConflict.Evicted) return Conflict(conflict);
        }
    }

    private ItemResult Replace(StoredItem before, PreparedItem prepared, bool minimal)
    {
        while (true)
        {
            var (after, etag) = Stamp(prepared, before.Number, before.Lsn);
            var changes = transaction.Indexer.Compare(before.Body, after.Body);
            var conflict = transaction.Replace(before, after, changes);
            if (conflict == WriteConflict.None)
                return Written(200, after, etag, RequestCharge.Replace(before.Body.Length, after.Body.Length, changes.Count), minimal);
            if (conflict != WriteConflict.Evicted) return Conflict(conflict);
        }
    }

    private ItemResult Apply(ItemStep step, StoredItem before)
    {
        if (step.Condition is { } condition && !condition.MatchesOne(Value.View(before.Body)))
            return ItemResult.Failure(412, "One of the specified pre-condition is not met: the patch condition does not hold.");

        if (new Patch(DocumentText.OfStored(before.Body).Alone(), IsProtected).Apply(step.Patch!, out var refusal) is not { } document)
            return ItemResult.Failure(400, refusal!);
        var prepared = PreparedItem.Of(container, document, before.Id, key: null);
        return Replace(before, prepared, step.Operation.MinimalReturn);
    }

    /// <summary>The id, what the server owns, and every path on which the partition key lies or depends.</summary>
    private bool IsProtected(string[] path) =>
        path is ["id"]
        || DocumentText.SystemProperties.Contains(path[0])
        || container.PartitionKey.Segments.Any(key => path.AsSpan().StartsWith(key) || key.AsSpan().StartsWith(path));

    private (StoredItem Item, string ETag) Stamp(PreparedItem prepared, long number, long previousLsn)
    {
        var (lsn, ordinal, timestamp) = (transaction.Lsn, transaction.NextOrdinal(), transaction.Timestamp);
        var rid = ResourceId.Document(container.RidBytes, number);
        var etag = ETag.Of(lsn, ordinal, timestamp);
        var body = prepared.Text.With(new SystemProperties(rid, $"{container.Self}docs/{rid}/", etag, timestamp));
        var expires = TimeToLive.ExpiresAt(prepared.TimeToLive, transaction.DefaultTimeToLive, timestamp);
        return (new StoredItem(number, prepared.Epk, prepared.Id, lsn, ordinal, previousLsn, timestamp, expires, body), etag);
    }

    private static ItemResult Written(int status, StoredItem item, string etag, double charge, bool minimal) =>
        new(status, 0, minimal ? default : item.Body, etag, charge, null);

    private static ItemResult Conflict(WriteConflict conflict) => ItemResult.Failure(409, conflict == WriteConflict.Id
        ? "Resource with specified id or name already exists."
        : "Unique index constraint violation.");
}
