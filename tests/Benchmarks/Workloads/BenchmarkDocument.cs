namespace Serverless.Benchmarks.Workloads;

/// <summary>A document of about one KB, twenty to a logical partition.</summary>
internal sealed record BenchmarkDocument(
    string Id,
    string Pk,
    string Kind,
    string Title,
    int Version,
    double Amount,
    bool Active,
    string CreatedAt,
    string[] Tags,
    BenchmarkAddress Address,
    string Text)
{
    public const int PerPartition = 20;

    private static readonly string Filler = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog. ", 15));

    public static BenchmarkDocument Numbered(long number) => new(
        IdOf(number),
        PartitionOf(number),
        "application",
        $"Application number {number}",
        1,
        number % 1000 * 1.25,
        number % 2 == 0,
        "2025-03-01T09:30:00.0000000Z",
        ["draft", $"cohort-{number % 50}", $"region-{number % 7}"],
        new BenchmarkAddress($"{number % 500} Main Street", "Springfield", $"{10_000 + number % 90_000}"),
        Filler);

    public static string IdOf(long number) => $"document-{number:D8}";

    public static string PartitionOf(long number) => $"partition-{number / PerPartition:D7}";
}

internal sealed record BenchmarkAddress(string Street, string City, string PostalCode);
