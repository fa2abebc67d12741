using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Sql.Values;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Items;

/// <summary>Item operations, alone and in transactional batches. An expected failure is an <see cref="ItemResult"/>.</summary>
internal sealed class ItemEngine(TimeProvider time)
{
    /// <summary>What the documents of one answer to several operations may take together.</summary>
    public const int MaxAnswerBytes = 4 * 1024 * 1024;

    public async ValueTask<ItemResult> ExecuteAsync(
        ContainerResource container, ItemOperation operation, CancellationToken cancellationToken)
    {
        try
        {
            var step = ItemStep.Prepare(container.Definition, operation, operation.Key, time);
            if (operation.Kind == ItemOperationKind.Read)
            {
                var item = await container.Store.FindAsync(step.Epk, operation.Id!, cancellationToken);
                return Read(item, operation);
            }

            return await container.Store.WriteAsync(
                transaction => new ItemWriter(container.Definition, transaction).Run(step), cancellationToken);
        }
        catch (RequestException refused)
        {
            return ItemResult.Of(refused);
        }
    }

    /// <summary>All operations or none; when one fails, it answers with its reason and the others with 424.</summary>
    public async Task<IReadOnlyList<ItemResult>> ExecuteBatchAsync(
        ContainerResource container,
        IReadOnlyList<Value> key,
        IReadOnlyList<ItemOperation> operations,
        CancellationToken cancellationToken)
    {
        var steps = new ItemStep[operations.Count];
        for (var i = 0; i < steps.Length; i++)
        {
            try
            {
                steps[i] = ItemStep.Prepare(container.Definition, operations[i], key, time);
            }
            catch (RequestException refused)
            {
                return AllFailed(steps.Length, i, ItemResult.Of(refused));
            }
        }

        return await container.Store.WriteAsync(
            transaction => RunAll(container.Definition, transaction, steps), cancellationToken, WorkKind.Batch);
    }

    /// <summary>Deletes every item of one logical partition; each deletion is a change of its own in the feed.</summary>
    public static async Task<ItemResult> DeletePartitionAsync(
        ContainerResource container, IReadOnlyList<Value> key, CancellationToken cancellationToken)
    {
        var definition = container.Definition;
        var partition = EpkRange.Below(definition.PartitionKey.FullKey(key));
        // It may take long, and must not hold the thread that brought the request.
        await Task.Yield();
        var charge = await container.Store.WriteAsync(
            transaction =>
            {
                var writer = new ItemWriter(definition, transaction);
                return transaction.ScanPartition(partition, after: null).ToList().Sum(item =>
                {
                    transaction.NewLsn();
                    return writer.Delete(item);
                });
            },
            cancellationToken);
        return new ItemResult(200, 0, default, null, Math.Max(1, charge), null);
    }

    /// <summary>Makes the container index and expire its items as the definition says, those that it has included.</summary>
    public static Task ConfigureAsync(ContainerResource container, ContainerDefinition next, CancellationToken cancellationToken)
    {
        var uniqueKeys = next.UniqueKeys.Select(key => key.Paths.Select(names => IndexPath.Of(names)).ToArray()).ToArray();
        var indexer = new ItemIndexer(next.Indexing, uniqueKeys);
        return container.Store.ConfigureAsync(indexer, next.DefaultTtl, cancellationToken);
    }

    private static ItemResult Read(StoredItem? item, ItemOperation operation) =>
        item is null ? ItemResult.NotFound() : ItemResult.Read(item, operation.IfNoneMatch);

    private static ItemResult[] RunAll(ContainerDefinition container, WriteTransaction transaction, ItemStep[] steps)
    {
        var writer = new ItemWriter(container, transaction);
        var results = new ItemResult[steps.Length];
        long answered = 0;
        for (var i = 0; i < steps.Length; i++)
        {
            results[i] = writer.Run(steps[i]);
            answered += results[i].Body.Length;
            if (answered > MaxAnswerBytes) results[i] = ItemResult.AnswerTooLarge();
            if (results[i].IsSuccess) continue;
            transaction.Abort();
            return AllFailed(steps.Length, i, results[i]);
        }

        return results;
    }

    private static ItemResult[] AllFailed(int count, int failed, ItemResult reason)
    {
        var results = new ItemResult[count];
        Array.Fill(results, ItemResult.Failure(424, "Another operation of the batch failed."));
        results[failed] = reason;
        return results;
    }
}
