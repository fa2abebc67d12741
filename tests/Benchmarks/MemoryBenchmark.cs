using Microsoft.Azure.Cosmos;
using Serverless.Benchmarks.Measurement;
using Serverless.Benchmarks.Report;
using Serverless.Benchmarks.Targets;
using Serverless.Benchmarks.Workloads;

namespace Serverless.Benchmarks;

/// <summary>Resident memory of the server processes: idle, while they are loaded, and while they serve point reads.</summary>
internal static class MemoryBenchmark
{
    private const int Documents = 50_000;

    public static async Task RunAsync(BenchmarkOptions options, ReportWriter report, CancellationToken cancellation)
    {
        int documents = options.Documents ?? Documents;
        Table table = new("server", "idle", "loading", "serving", "highest");
        foreach (Contestant server in new[] { Contestants.LocalCosmos, Contestants.Npm }.Where(server => options.WantsTarget(server.Name)))
        {
            await using Target target = await server.StartAsync(cancellation);
            table.Add([target.Name, .. await MeasureAsync(target, documents, options, cancellation)]);
        }

        report.Title($"Resident memory with {documents:N0} documents of one KB", options);
        report.Write(table.ToString());
    }

    private static async Task<string[]> MeasureAsync(Target target, int documents, BenchmarkOptions options, CancellationToken cancellation)
    {
        ReportWriter.Progress(target.Name);
        ServerProcess server = target.Process!;
        double idle = server.ResidentMemory().Now;
        Container container = await target.CreateContainerAsync("memory");
        double loading = await HighestAsync(server, () => Loading.LoadAsync(container, 0, documents, cancellation));
        Contender reads = new(target.Name, random => Operations.PointRead.CallAsync(container, documents, random), server);
        double serving = await HighestAsync(
            server, () => Turns.RunAsync([reads], options.Clients.Max(), options.RoundLength, options.Rounds, cancellation));
        return [.. new[] { idle, loading, serving, server.ResidentMemory().Highest }.Select(Figure.Megabytes)];
    }

    private static async Task<double> HighestAsync(ServerProcess server, Func<Task> workAsync)
    {
        await using MemoryWatch watch = new(server);
        await workAsync();
        return await watch.StopAsync();
    }
}
