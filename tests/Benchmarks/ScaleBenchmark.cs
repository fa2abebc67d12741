using System.Diagnostics;
using Microsoft.Azure.Cosmos;
using Serverless.Benchmarks.Measurement;
using Serverless.Benchmarks.Report;
using Serverless.Benchmarks.Targets;
using Serverless.Benchmarks.Workloads;

namespace Serverless.Benchmarks;

/// <summary>What a million documents cost: latency beside that at ten thousand, the server's memory, load rate and file size.</summary>
internal static class ScaleBenchmark
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;

    private static readonly Workload[] Measured = [Operations.PointRead, Operations.PartitionQuery];

    public static async Task RunAsync(BenchmarkOptions options, ReportWriter report, CancellationToken cancellation)
    {
        int many = options.Documents ?? Many;
        TemporaryDirectory data = new();
        await using Target target = await LocalCosmosTarget.StartOverHttpAsync(data, cancellation);
        await using Target control = await LocalCosmosTarget.StartOverHttpAsync(cancellation);
        ServerProcess server = target.Process!;
        ScaleReport figures = new() { Few = Few, Many = many, Idle = server.ResidentMemory().Now };

        Container few = await target.CreateContainerAsync("few");
        Container growing = await target.CreateContainerAsync("growing");
        // Minutes lie between before and after, in which a machine grows slower or faster: a server that nothing is loaded into tells.
        Container unchanged = await control.CreateContainerAsync("unchanged");
        foreach (Container container in (Container[])[few, growing, unchanged]) await Loading.LoadAsync(container, 0, Few, cancellation);
        Side atFew = new(ScaleReport.AtFew, few, Few, server);
        Side before = new(ScaleReport.Before, growing, Few, server);
        Side controlBefore = new(ScaleReport.ControlBefore, unchanged, Few, control.Process!);
        await CompareAsync(options with { Rounds = 1 }, [atFew, before, controlBefore], new ScaleReport(), cancellation);
        await CompareAsync(options, [before, controlBefore], figures, cancellation);

        ReportWriter.Progress($"loading {many - Few} documents");
        await using (MemoryWatch watch = new(server))
        {
            long started = Stopwatch.GetTimestamp();
            await Loading.LoadAsync(growing, Few, many - Few, cancellation);
            figures.LoadTime = Stopwatch.GetElapsedTime(started);
            figures.Loading = await watch.StopAsync();
        }

        await using (MemoryWatch watch = new(server))
        {
            Side atMany = new(ScaleReport.AtMany, growing, many, server);
            await CompareAsync(options, [atFew, atMany, controlBefore with { Name = ScaleReport.ControlAfter }], figures, cancellation);
            figures.Serving = await watch.StopAsync();
        }

        figures.Highest = server.ResidentMemory().Highest;
        figures.OnDisk = data.Megabytes();
        report.Title($"LocalCosmos at {many:N0} documents of one KB", options);
        figures.Write(report);
    }

    private static async Task CompareAsync(
        BenchmarkOptions options, IReadOnlyList<Side> sides, ScaleReport figures, CancellationToken cancellation)
    {
        foreach (Workload workload in Measured)
        {
            foreach (int callers in options.Clients)
            {
                ReportWriter.Progress($"{workload.Name}, {callers} callers: {string.Join(" beside ", sides.Select(side => side.Name))}");
                Contender[] contenders =
                    [.. sides.Select(side => new Contender(side.Name, random => workload.CallAsync(side.Container, side.Documents, random), side.Server))];
                await Turns.RunAsync(contenders, callers, options.RoundLength, options.Rounds, cancellation);
                figures.Cells.AddRange(contenders.Select(side => new Cell(workload.Name, callers, side.Name, side.Result, side.Failure)));
            }
        }
    }
    private sealed record Side(string Name, Container Container, int Documents, ServerProcess Server);
}
