using System.Diagnostics;
using Serverless.Benchmarks.Report;

namespace Serverless.Benchmarks.App;

/// <summary>How fast a read model is made anew from events.</summary>
internal static class RebuildBenchmark
{
    private const int People = 20_000;
    private const int EventsEach = 5;
    private const double LeastRate = 20_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static async Task RunAsync(BenchmarkOptions options, ReportWriter report, CancellationToken cancellation)
    {
        var people = options.Documents ?? People;
        await using var system = await AppSystem.StartAsync(cancellation, AppFunctions.OfFeeds);
        ReportWriter.Progress($"{people} people with {EventsEach} events each");
        var begun = Stopwatch.GetTimestamp();
        await PeopleLoading.LoadAsync(system, people, EventsEach, cancellation);
        ReportWriter.Progress($"loaded in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s");

        Table table = new("rebuild", "events", "reading to switch", "events/s", "asked to switched", "CPU us/event (app + LocalCosmos)");
        List<double> rates = [];
        for (var round = 1; round <= options.Rounds; round++)
        {
            ReportWriter.Progress($"rebuild {round}");
            var before = (App: system.AppProcess.ProcessorTime(), Cosmos: system.CosmosProcess.ProcessorTime());
            var (events, reading, all) = await RebuildAsync(system.Api, cancellation);
            var (app, cosmos) = (system.AppProcess.ProcessorTime() - before.App, system.CosmosProcess.ProcessorTime() - before.Cosmos);
            rates.Add(events / reading.TotalSeconds);
            table.Add(
                $"{round}", $"{events}", $"{reading.TotalSeconds:0.0} s", Figure.Rate(rates[^1]), $"{all.TotalSeconds:0.0} s",
                $"{app.TotalMicroseconds / events:0} + {cosmos.TotalMicroseconds / events:0}");
            await UntilLiveAsync(system.Api, cancellation);
        }

        report.Write($"## A read model made anew from {people:N0} people with {EventsEach} events each\n");
        report.Write($"{Environment.ProcessorCount} cores; the rest until it is switched is the pause in which every process notices the new build.\n");
        report.Write(table.ToString());
        Bars bars = new();
        bars.AtLeast("events/s, median", LeastRate, rates.Order().ElementAt(rates.Count / 2), Figure.Rate);
        report.Write(bars.ToString());
    }

    /// <returns>How many events were read, how long that took, and how long it was from the request to the switch.</returns>
    private static async Task<(long Events, TimeSpan Reading, TimeSpan All)> RebuildAsync(Api api, CancellationToken cancellation)
    {
        var before = (int)(await api.ProjectionAsync())["version"]!;
        var asked = Stopwatch.GetTimestamp();
        await api.SendAsync(HttpMethod.Post, $"projections/{Api.Overview}/rebuild");
        var began = asked;
        var events = 0L;
        using PeriodicTimer timer = new(Interval);
        do
        {
            var now = await api.ProjectionAsync();
            events = Math.Max(events, (long?)now["rebuild"]?["eventsRead"] ?? 0);
            if ((string?)now["rebuild"]?["step"] == "announced") began = Stopwatch.GetTimestamp();
            if ((int)now["version"]! != before) return (events, Stopwatch.GetElapsedTime(began), Stopwatch.GetElapsedTime(asked));
        }
        while (await timer.WaitForNextTickAsync(cancellation));
        throw new InvalidOperationException("The timer has ended.");
    }

    private static async Task UntilLiveAsync(Api api, CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(Interval);
        while ((string?)(await api.ProjectionAsync())["status"] != "live") await timer.WaitForNextTickAsync(cancellation);
    }
}
