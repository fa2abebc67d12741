using System.Net;
using Microsoft.Azure.Cosmos;

namespace Serverless.Benchmarks.Workloads;

internal static class Operations
{
    private const int Loaded = 1000;
    private const int FeedPage = 100;

    private static long _lastCreated = 1_000_000_000;

    public static readonly Workload PointRead = new("point read", Loaded, async (container, documents, random) =>
    {
        int number = random.Next(documents);
        BenchmarkDocument document = await container.ReadItemAsync<BenchmarkDocument>(BenchmarkDocument.IdOf(number), KeyOf(number));
        Expect(document.Id.Length, BenchmarkDocument.IdOf(number).Length);
    });

    public static readonly Workload Create = new("create", 0, async (container, _, _) =>
    {
        BenchmarkDocument document = BenchmarkDocument.Numbered(Interlocked.Increment(ref _lastCreated));
        ItemResponse<BenchmarkDocument> answer = await container.CreateItemAsync(document, new PartitionKey(document.Pk));
        Expect((int)answer.StatusCode, (int)HttpStatusCode.Created);
    });

    public static readonly Workload Upsert = new("upsert", Loaded, async (container, documents, random) =>
    {
        BenchmarkDocument document = BenchmarkDocument.Numbered(random.Next(documents)) with { Version = random.Next() };
        ItemResponse<BenchmarkDocument> answer = await container.UpsertItemAsync(document, new PartitionKey(document.Pk));
        Expect(answer.Resource.Version, document.Version);
    });

    public static readonly Workload Patch = new("patch", Loaded, async (container, documents, random) =>
    {
        int number = random.Next(documents);
        string title = $"Application {random.Next()}";
        ItemResponse<BenchmarkDocument> answer = await container.PatchItemAsync<BenchmarkDocument>(
            BenchmarkDocument.IdOf(number),
            KeyOf(number),
            [PatchOperation.Set("/title", title), PatchOperation.Increment("/version", 1)]);
        Expect(answer.Resource.Title, title);
    });

    public static readonly Workload Batch = new("batch of 5", 0, async (container, _, _) =>
    {
        const int size = 5;
        long first = Interlocked.Add(ref _lastCreated, BenchmarkDocument.PerPartition) / BenchmarkDocument.PerPartition * BenchmarkDocument.PerPartition;
        TransactionalBatch batch = container.CreateTransactionalBatch(KeyOf(first));
        for (int i = 0; i < size; i++) batch.CreateItem(BenchmarkDocument.Numbered(first + i));
        using TransactionalBatchResponse answer = await batch.ExecuteAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"batch: {(int)answer.StatusCode} {answer.ErrorMessage}");
        Expect(answer.Count, size);
    });

    public static readonly Workload PartitionQuery = new("partition query of 20", Loaded, async (container, documents, random) =>
    {
        QueryDefinition query = new QueryDefinition("SELECT * FROM c WHERE c.kind = @kind").WithParameter("@kind", "application");
        QueryRequestOptions options = new() { PartitionKey = KeyOf(random.Next(documents)) };
        using FeedIterator<BenchmarkDocument> iterator = container.GetItemQueryIterator<BenchmarkDocument>(query, requestOptions: options);
        int count = 0;
        while (iterator.HasMoreResults) count += (await iterator.ReadNextAsync()).Count;
        Expect(count, BenchmarkDocument.PerPartition);
    });

    public static readonly Workload ChangeFeedDrain = new($"change-feed drain of {Loaded}", Loaded, async (container, documents, _) =>
    {
        using FeedIterator<BenchmarkDocument> iterator = container.GetChangeFeedIterator<BenchmarkDocument>(
            ChangeFeedStartFrom.Beginning(), ChangeFeedMode.LatestVersion, new ChangeFeedRequestOptions { PageSizeHint = FeedPage });
        int count = 0;
        while (true)
        {
            FeedResponse<BenchmarkDocument> page = await iterator.ReadNextAsync();
            if (page.StatusCode == HttpStatusCode.NotModified) break;
            count += page.Count;
        }

        Expect(count, documents);
    });

    public static readonly IReadOnlyList<Workload> All = [PointRead, Create, Upsert, Patch, Batch, PartitionQuery, ChangeFeedDrain];

    public static PartitionKey KeyOf(long number) => new(BenchmarkDocument.PartitionOf(number));

    private static void Expect<T>(T actual, T expected)
    {
        if (!EqualityComparer<T>.Default.Equals(actual, expected)) throw new InvalidOperationException($"expected {expected}, got {actual}");
    }
}
