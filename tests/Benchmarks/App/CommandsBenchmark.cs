using Serverless.Benchmarks.Measurement;
using Serverless.Benchmarks.Report;

namespace Serverless.Benchmarks.App;

/// <summary>Commands over HTTP beside what the SDK alone needs for the same requests, in turns.</summary>
internal static class CommandsBenchmark
{
    private const int WarmUpCallers = 4;

    /// <summary>Until then the app is still being compiled, which on two cores takes a quarter of them.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(BenchmarkOptions options, ReportWriter report, CancellationToken cancellation)
    {
        await using var system = await AppSystem.StartAsync(cancellation, options.WithFeeds ? [] : AppFunctions.OfFeeds);
        CommandWorkload[] workloads = [.. (await CommandWorkloads.PrepareAsync(system)).Where(workload => options.WantsOperation(workload.Name))];
        // A first pass over everything, so that the first rows are not measured on code that is still being compiled.
        foreach (var workload in workloads)
            await MeasureAsync(system, workload, WarmUpCallers, options with { Rounds = 1, RoundLength = WarmUp }, cancellation);
        List<Cell> cells = [];
        foreach (var workload in workloads)
        {
            foreach (var callers in options.Clients) cells.AddRange(await MeasureAsync(system, workload, callers, options, cancellation));
        }

        report.Title("Commands over HTTP beside the bare SDK", options);
        report.Write(options.WithFeeds
            ? "The app makes read models and messages of the events meanwhile.\n"
            : "What follows from the events, read models and messages, waits: --feeds lets it go on.\n");
        CommandsReport.Write(report, cells);
    }

    private static async Task<IReadOnlyList<Cell>> MeasureAsync(
        AppSystem system, CommandWorkload workload, int callers, BenchmarkOptions options, CancellationToken cancellation)
    {
        ReportWriter.Progress($"{workload.Name}, {callers} callers");
        List<Contender> contenders =
        [
            new(CommandsReport.OverHttp, workload.OverHttp, system.AppProcess, system.CosmosProcess),
            new(CommandsReport.SameRequests, workload.SameRequests, system.CosmosProcess),
        ];
        if (workload.BatchAlone is { } batch) contenders.Add(new(CommandsReport.BatchAlone, batch, system.CosmosProcess));
        contenders.RemoveAll(contender => !options.WantsTarget(contender.Name));
        await Turns.RunAsync(contenders, callers, options.RoundLength, options.Rounds, cancellation);
        return [.. contenders.Select(contender => new Cell(workload.Name, callers, contender.Name, contender.Result, contender.Failure))];
    }
}
