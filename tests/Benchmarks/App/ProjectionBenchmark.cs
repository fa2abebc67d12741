using System.Collections.Concurrent;
using System.Diagnostics;
using Serverless.Benchmarks.Report;
using Serverless.Benchmarks.Targets;

namespace Serverless.Benchmarks.App;

/// <summary>How long after a write is answered the overview of the person contains it, at a steady rate of writes.</summary>
internal static class ProjectionBenchmark
{
    /// <summary>Writes per second, whether those before are answered or not.</summary>
    private const int Rate = 200;

    private const int People = 500;
    private const double MostLag = 1_000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(BenchmarkOptions options, ReportWriter report, CancellationToken cancellation)
    {
        await using var system = await AppSystem.StartAsync(cancellation);
        await using var watch = await OverviewWatch.StartAsync(system, cancellation);
        ReportWriter.Progress($"{People} people");
        ConcurrentQueue<(string Person, string Version)> people = new();
        for (var i = 0; i < People; i++) people.Enqueue((await system.Api.RegisterAsync(), "\"1\""));

        ReportWriter.Progress("warm-up");
        await WriteAsync(system.Api, people, watch, WarmUp, cancellation);
        await watch.DrainAsync(Patience);
        ReportWriter.Progress($"{options.RoundLength.TotalSeconds * options.Rounds:0} s of writes");
        var before = (system.AppProcess.ProcessorTime(), system.CosmosProcess.ProcessorTime());
        var started = Stopwatch.GetTimestamp();
        var answers = await WriteAsync(system.Api, people, watch, options.RoundLength * options.Rounds, cancellation);
        var elapsed = Stopwatch.GetElapsedTime(started);
        var lags = await watch.DrainAsync(Patience);

        report.Title($"How far the overview of a person lags behind {Rate} writes/s", options);
        Table table = new("what", "figure");
        table.Add("writes answered", $"{answers.Count} in {elapsed.TotalSeconds:0.0} s");
        table.Add("answer of a write, p50 / p99", $"{Figure.Milliseconds(Quantile(answers, 0.5))} / {Figure.Milliseconds(Quantile(answers, 0.99))} ms");
        table.Add("from the answer until it is contained, p50 / p99", $"{Figure.Milliseconds(Quantile(lags, 0.5))} / {Figure.Milliseconds(Quantile(lags, 0.99))} ms");
        table.Add("processor time of the app", Share(system.AppProcess, before.Item1, elapsed));
        table.Add("processor time of LocalCosmos", Share(system.CosmosProcess, before.Item2, elapsed));
        report.Write(table.ToString());
        Bars bars = new();
        bars.AtMost("lag, p99, ms", MostLag, Quantile(lags, 0.99), Figure.Milliseconds);
        report.Write(bars.ToString());
    }

    /// <returns>How long each write took, in milliseconds.</returns>
    private static async Task<IReadOnlyList<double>> WriteAsync(
        Api api, ConcurrentQueue<(string Person, string Version)> people, OverviewWatch watch, TimeSpan length, CancellationToken cancellation)
    {
        ConcurrentBag<double> answers = [];
        List<Task> writes = [];
        using PeriodicTimer timer = new(Tick);
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < length; await timer.WaitForNextTickAsync(cancellation))
        {
            // A late tick makes up for what was due before it.
            while (writes.Count < Stopwatch.GetElapsedTime(started).TotalSeconds * Rate) writes.Add(WriteOneAsync());
        }

        await Task.WhenAll(writes);
        return [.. answers];

        async Task WriteOneAsync()
        {
            if (!people.TryDequeue(out var one)) throw new InvalidOperationException("Nobody is left to be changed: the writes do not keep up.");
            var begun = Stopwatch.GetTimestamp();
            var version = await api.ChangeAsync(one.Person, one.Version);
            answers.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            watch.Answered(one.Person, version);
            people.Enqueue((one.Person, version));
        }
    }

    private static double Quantile(IReadOnlyList<double> values, double quantile) =>
        values.Count == 0 ? 0 : values.Order().ElementAt((int)(quantile * (values.Count - 1)));

    private static string Share(ServerProcess process, TimeSpan before, TimeSpan elapsed) =>
        $"{(process.ProcessorTime() - before) / elapsed:0.00} of one core";
}
