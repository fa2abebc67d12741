using Microsoft.Azure.Cosmos;

namespace Serverless.Benchmarks.Workloads;

/// <summary>Fills a container with numbered documents by concurrent creates.</summary>
internal static class Loading
{
    private const int Concurrency = 32;

    public static Task LoadAsync(Container container, int first, int count, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            Enumerable.Range(first, count),
            new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellation },
            async (number, _) =>
            {
                BenchmarkDocument document = BenchmarkDocument.Numbered(number);
                await container.CreateItemAsync(document, new PartitionKey(document.Pk), LoadOptions, cancellation);
            });

    private static readonly ItemRequestOptions LoadOptions = new() { EnableContentResponseOnWrite = false };
}
