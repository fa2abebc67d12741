using Microsoft.Azure.Cosmos;
using Serverless.Benchmarks.Measurement;
using Serverless.Benchmarks.Report;
using Serverless.Benchmarks.Targets;
using Serverless.Benchmarks.Workloads;

namespace Serverless.Benchmarks;

/// <summary>Every operation on every target, at several numbers of callers.</summary>
internal static class CosmosBenchmark
{
    private const int WarmUpCallers = 4;

    /// <summary>Runtimes compile what is called often a second and a third time, beside the calls, for seconds: on a few cores that is what would be measured.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    public static async Task RunAsync(BenchmarkOptions options, ReportWriter report, CancellationToken cancellation)
    {
        List<Target> targets = [];
        try
        {
            foreach (Contestant contestant in Contestants.All.Where(contestant => options.WantsTarget(contestant.Name)))
                targets.Add(await contestant.StartAsync(cancellation));
            Workload[] workloads = [.. Operations.All.Where(workload => options.WantsOperation(workload.Name))];
            foreach (Workload workload in workloads)
                await MeasureAsync(targets, workload, WarmUpCallers, options with { RoundLength = WarmUp, Rounds = 0 }, cancellation);
            List<Cell> cells = [];
            foreach (Workload workload in workloads)
            {
                foreach (int callers in options.Clients)
                    cells.AddRange(await MeasureAsync(targets, workload, callers, options, cancellation));
            }

            report.Title("LocalCosmos beside the npm emulator and a stub", options);
            CosmosReport.Write(report, cells);
        }
        finally
        {
            foreach (Target target in targets) await target.DisposeAsync();
        }
    }

    private static async Task<IReadOnlyList<Cell>> MeasureAsync(
        IReadOnlyList<Target> targets, Workload workload, int callers, BenchmarkOptions options, CancellationToken cancellation)
    {
        ReportWriter.Progress($"{workload.Name}, {callers} callers");
        List<Contender> contenders = [];
        foreach (Target target in targets) contenders.Add(await PrepareAsync(target, workload, cancellation));
        await Turns.RunAsync(contenders, callers, options.RoundLength, options.Rounds, cancellation);
        return [.. contenders.Select(contender => new Cell(workload.Name, callers, contender.Name, contender.Result, contender.Failure))];
    }

    private static async Task<Contender> PrepareAsync(Target target, Workload workload, CancellationToken cancellation)
    {
        Container container = await target.CreateContainerAsync($"c{Guid.NewGuid():N}");
        try
        {
            await Loading.LoadAsync(container, 0, workload.Documents, cancellation);
            await workload.CallAsync(container, workload.Documents, new Random(0));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Contender.Unable(target.Name, Reason.Of(exception));
        }

        return new Contender(target.Name, random => workload.CallAsync(container, workload.Documents, random), target.Process);
    }
}
