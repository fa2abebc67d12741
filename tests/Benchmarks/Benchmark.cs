using Serverless.Benchmarks.App;
using Serverless.Benchmarks.Durable;
using Serverless.Benchmarks.Report;

namespace Serverless.Benchmarks;

internal static class Benchmark
{
    public static async Task<int> RunAsync(string what, BenchmarkOptions options, CancellationToken cancellation)
    {
        using ReportWriter report = new(options.Output);
        await (what switch
        {
            "cosmos" => CosmosBenchmark.RunAsync(options, report, cancellation),
            "scale" => ScaleBenchmark.RunAsync(options, report, cancellation),
            "memory" => MemoryBenchmark.RunAsync(options, report, cancellation),
            "durable" => DurableBenchmark.RunAsync(options, report, cancellation),
            "commands" => CommandsBenchmark.RunAsync(options, report, cancellation),
            "wire" => WireBenchmark.RunAsync(report, cancellation),
            "projection" => ProjectionBenchmark.RunAsync(options, report, cancellation),
            "rebuild" => RebuildBenchmark.RunAsync(options, report, cancellation),
            "load" => LoadBenchmark.RunAsync(options, report, cancellation),
            "privacy" => PrivacyBenchmark.RunAsync(options, report, cancellation),
            "archival" => ArchivalBenchmark.RunAsync(options, report, cancellation),
            "audit" => AuditBenchmark.RunAsync(options, report, cancellation),
            "import" => ImportBenchmark.RunAsync(options, report, cancellation),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "unknown benchmark"),
        });
        return 0;
    }
}
