using System.Collections.Concurrent;
using System.Diagnostics;
using Serverless.Benchmarks.Report;

namespace Serverless.Benchmarks.App;

/// <summary>Fifty learners' clients at once against the whole app, with all that follows from what they do.</summary>
internal static class LoadBenchmark
{
    private const int Learners = 50;
    private const double MostLag = 1_000;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(BenchmarkOptions options, ReportWriter report, CancellationToken cancellation)
    {
        await using var system = await AppSystem.StartAsync(cancellation);
        await using var watch = await OverviewWatch.StartAsync(system, cancellation);
        using LoadCourse course = new(system);
        ReportWriter.Progress($"{Learners} learners enrol");
        var learners = await course.EnrolAsync(Learners, cancellation);

        ReportWriter.Progress("warm-up");
        await Task.WhenAll(learners.Select(learner => ActAsync(learner, watch, WarmUp, [], cancellation)));
        await watch.DrainAsync(Patience);
        var length = options.RoundLength * options.Rounds;
        ReportWriter.Progress($"{length.TotalSeconds:0} s of load");
        ConcurrentBag<Asked> all = [];
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(learners.Select(learner => ActAsync(learner, watch, length, all, cancellation)));
        var elapsed = Stopwatch.GetElapsedTime(started);
        var lags = await watch.DrainAsync(Patience);

        report.Title($"{Learners} learners' clients at once", options);
        Write(report, [.. all], elapsed, lags);
    }

    private static async Task ActAsync(LoadLearner learner, OverviewWatch watch, TimeSpan length, ConcurrentBag<Asked> all, CancellationToken cancellation)
    {
        Random random = new(learner.Person.GetHashCode(StringComparison.Ordinal));
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < length && !cancellation.IsCancellationRequested;)
        {
            var (kind, askAsync) = learner.Next(random);
            var before = Stopwatch.GetTimestamp();
            string? failure = null;
            try
            {
                if (await askAsync() is { } version) watch.Answered(learner.Person, version);
            }
            catch (HttpRequestException e)
            {
                failure = e.Message;
            }

            all.Add(new Asked(kind, Stopwatch.GetElapsedTime(before).TotalMilliseconds, failure));
        }
    }

    private static void Write(ReportWriter report, IReadOnlyList<Asked> all, TimeSpan elapsed, IReadOnlyList<double> lags)
    {
        Table table = new("what the learners do", "requests/s", "p50 ms", "p99 ms", "errors");
        foreach (var kind in all.GroupBy(one => one.Kind).OrderByDescending(kind => kind.Count())) Add(kind.Key, [.. kind]);
        Add("all of it", all);
        report.Write(table.ToString());
        if (all.FirstOrDefault(one => one.Failure is not null) is { } failed) report.Write($"The first error: {failed.Failure}\n");
        report.Write($"From the answer of a change until the overview contains it, p50 / p99: {Figure.Milliseconds(Quantile(lags, 0.5))} / {Figure.Milliseconds(Quantile(lags, 0.99))} ms.\n");
        Bars bars = new();
        bars.AtMost("errors", 0, all.Count(one => one.Failure is not null), Figure.Rate);
        bars.AtMost("lag, p99, ms", MostLag, Quantile(lags, 0.99), Figure.Milliseconds);
        report.Write(bars.ToString());

        void Add(string what, IReadOnlyList<Asked> asked)
        {
            double[] times = [.. asked.Select(one => one.Milliseconds)];
            table.Add(
                what,
                Figure.Rate(asked.Count / elapsed.TotalSeconds),
                Figure.Milliseconds(Quantile(times, 0.5)),
                Figure.Milliseconds(Quantile(times, 0.99)),
                $"{asked.Count(one => one.Failure is not null)}");
        }
    }

    private static double Quantile(IReadOnlyList<double> values, double quantile) =>
        values.Count == 0 ? 0 : values.Order().ElementAt((int)(quantile * (values.Count - 1)));

    /// <param name="Failure">Null where it was answered as it had to be.</param>
    private sealed record Asked(string Kind, double Milliseconds, string? Failure);
}
