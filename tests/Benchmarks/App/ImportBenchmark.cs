using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Serverless.Benchmarks.Report;

namespace Serverless.Benchmarks.App;

/// <summary>Rows a second of a list, from its first byte sent until it is finished, and of the same list sent once more.</summary>
internal static class ImportBenchmark
{
    /// <summary>With the sessions of the course, 10,000 rows.</summary>
    private const int Learners = 100;

    private const int WarmUpLearners = 10;
    private const double LeastRows = 500;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task RunAsync(BenchmarkOptions options, ReportWriter report, CancellationToken cancellation)
    {
        await using var system = await AppSystem.StartAsync(cancellation, options.WithFeeds ? [] : AppFunctions.OfFeed("attendance"));
        using LoadCourse course = new(system);
        ReportWriter.Progress($"{Learners + WarmUpLearners} learners");
        var people = (await course.EnrolAsync(Learners + WarmUpLearners, cancellation)).Select(learner => learner.Person).ToList();
        ReportWriter.Progress("warm-up");
        await ImportAsync(system, course, people.Skip(Learners), "recorded", cancellation);

        ReportWriter.Progress("a list");
        var before = (system.AppProcess.ProcessorTime(), system.CosmosProcess.ProcessorTime());
        var (rows, first) = await ImportAsync(system, course, people.Take(Learners), "recorded", cancellation);
        var (app, cosmos) = (system.AppProcess.ProcessorTime() - before.Item1, system.CosmosProcess.ProcessorTime() - before.Item2);
        ReportWriter.Progress("the same list");
        var (_, again) = await ImportAsync(system, course, people.Take(Learners), "repeated", cancellation);

        report.Title("A list of attendance", options);
        report.Write(options.WithFeeds
            ? "The app does what follows from each row meanwhile.\n"
            : "What follows from the rows, in read models, enrolments and messages, waits: --feeds lets it go on.\n");
        Table table = new("what", "figure");
        table.Add($"{rows} rows recorded", $"{first.TotalSeconds:0.0} s, {rows / first.TotalSeconds:0} rows/s");
        table.Add("the same rows once more, in another list", $"{again.TotalSeconds:0.0} s, {rows / again.TotalSeconds:0} rows/s");
        table.Add("processor time for a row: app, LocalCosmos", $"{app.TotalMilliseconds / rows:0.00} ms, {cosmos.TotalMilliseconds / rows:0.00} ms");
        report.Write(table.ToString());
        Bars bars = new();
        bars.AtLeast("rows/s", LeastRows, rows / first.TotalSeconds, figure => $"{figure:0}");
        report.Write(bars.ToString());
    }

    private static async Task<(int Rows, TimeSpan Elapsed)> ImportAsync(
        AppSystem system, LoadCourse course, IEnumerable<string> people, string outcome, CancellationToken cancellation)
    {
        List<string> rows = [.. from session in course.Sessions from person in people select $"{person},{session},present"];
        using ByteArrayContent list = new(Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend("personId,sessionId,status"))));
        list.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var started = Stopwatch.GetTimestamp();
        using var accepted = await system.Http.PostAsync(new Uri($"api/attendance/imports?programme={course.Id}", UriKind.Relative), list, cancellation);
        var import = JsonNode.Parse(await accepted.Content.ReadAsStringAsync(cancellation))!;
        accepted.EnsureSuccessStatusCode();
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using PeriodicTimer timer = new(Look);
        while ((string?)import["status"] is not "finished")
        {
            await timer.WaitForNextTickAsync(patience.Token);
            import = JsonNode.Parse((await system.Api.SendAsync(HttpMethod.Get, $"attendance/imports/{import["id"]}")).Body)!;
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        return (int)import[outcome]! == rows.Count
            ? (rows.Count, elapsed)
            : throw new InvalidOperationException($"Of {rows.Count} rows, {import[outcome]} are {outcome}.");
    }
}
