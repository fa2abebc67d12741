using System.Globalization;
using System.Text.Json.Nodes;
using Serverless.Benchmarks.Measurement;
using Serverless.Benchmarks.Report;
using Serverless.Contracts.Blobs;

namespace Serverless.Benchmarks.App;

/// <summary>
/// The noisy neighbour: what requests wait while records are archived beside them, with the usual budget of request units and without one;
/// and what archiving costs.
/// </summary>
internal static class ArchivalBenchmark
{
    private const int Records = 3_000;
    private const int EachPerson = 4;
    private const int Part = 20;
    private const int Asked = 64;
    private const double Budget = 400;
    private const double MostSlower = 1.25;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public static async Task RunAsync(BenchmarkOptions options, ReportWriter report, CancellationToken cancellation)
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        await using var modest = await StartAsync(azurite, Budget, cancellation);
        await using var greedy = await StartAsync(azurite, perSecond: 0, cancellation);
        ReportWriter.Progress("records that are over");
        var records = options.Documents ?? Records;
        // With a budget, few of them have their turn.
        var bytes = await EnrolmentLoading.LoadAsync(modest, records / 3 / EachPerson, EachPerson, cancellation);
        await EnrolmentLoading.LoadAsync(greedy, records / EachPerson, EachPerson, cancellation);
        Side[] sides = [await Side.OfAsync("alone", modest, archives: false), await Side.OfAsync("archival with a budget", modest, archives: true), await Side.OfAsync("archival without", greedy, archives: true)];

        report.Title("Requests beside an archival", options);
        Table table = new("request", "beside", "p50 ms", "p99 ms", "requests/s");
        Bars bars = new();
        foreach (var (request, call) in ((string, Func<Side, Func<Random, Task>>)[])[("read", side => side.ReadAsync), ("change", side => side.ChangeAsync)])
        {
            ReportWriter.Progress(request);
            var rounds = await MeasureAsync(sides, call, options, cancellation);
            foreach (var side in sides) table.Add(request, side.Name, Figure.Milliseconds(rounds[side].Median), Figure.Milliseconds(rounds[side].P99), Figure.Rate(rounds[side].PerSecond));
            bars.AtMost($"p99 of a {request}, beside an archival with a budget", MostSlower, rounds[sides[1]].P99 / rounds[sides[0]].P99, Figure.Ratio);
        }

        report.Write(table.ToString());
        Table costs = new("archival", "records/s", "request units/s", "budget", "request units of a record", "bytes before", "after", "resident, at rest", "at most");
        foreach (var side in sides.Where(side => side.Done.Records > 0))
        {
            var (done, seconds) = (side.Done, side.Done.Time.TotalSeconds);
            costs.Add(
                side.Name, Figure.Rate(done.Records / seconds), Figure.Rate(done.RequestUnits / seconds), side == sides[1] ? Figure.Rate(Budget) : Figure.None,
                Figure.Rate(done.RequestUnits / done.Records), Figure.Rate(bytes), Figure.Rate(done.Bytes / (double)done.Records), Figure.Megabytes(side.AtRest), Figure.Megabytes(side.Highest));
        }

        report.Write(costs.ToString());
        bars.AtMost("request units a second", Budget * 1.1, sides[1].Done.RequestUnits / sides[1].Done.Time.TotalSeconds, Figure.Rate);
        report.Write(bars.ToString());
    }

    private static Task<AppSystem> StartAsync(AzuriteProcess azurite, double perSecond, CancellationToken cancellation) => AppSystem.StartAsync(
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Blobs"] = azurite.ConnectionString,
            ["Lifecycle__After__enrolments"] = "00:00:00",
            ["Lifecycle__RequestUnitsPerSecond"] = perSecond.ToString(CultureInfo.InvariantCulture),
            // An archival ends after the part that is under way.
            ["Lifecycle__BatchSize"] = $"{Part}",
        },
        cancellation,
        AppFunctions.OfFeeds);

    private static async Task<Dictionary<Side, RoundResult>> MeasureAsync(IReadOnlyList<Side> sides, Func<Side, Func<Random, Task>> call, BenchmarkOptions options, CancellationToken cancellation)
    {
        var rounds = sides.ToDictionary(side => side, _ => new List<RoundResult>());
        for (var round = -1; round < options.Rounds; round++)
        {
            foreach (var side in sides)
            {
                var archival = side.Archives && round >= 0 ? await side.BeginAsync(cancellation) : null;
                var result = await Round.RunAsync(options.Clients[^1], options.RoundLength, call(side), [], cancellation);
                if (archival is not null) await side.EndAsync(archival, Look, cancellation);
                // The first is for warming up.
                if (round >= 0) rounds[side].Add(result);
            }
        }

        return rounds.ToDictionary(one => one.Key, one => RoundResult.MedianOf(one.Value));
    }

    /// <summary>What an archival has done, and in how long.</summary>
    private sealed record Work(long Records, long Bytes, double RequestUnits, TimeSpan Time);

    /// <summary>One side of the comparison.</summary>
    private sealed class Side
    {
        private readonly AppSystem _system;
        private readonly IReadOnlyList<string> _people;
        private MemoryWatch? _memory;

        private Side(string name, AppSystem system, bool archives, IReadOnlyList<string> people) => (Name, _system, Archives, _people) = (name, system, archives, people);

        public string Name { get; }

        public bool Archives { get; }

        public Work Done { get; private set; } = new(0, 0, 0, TimeSpan.Zero);

        public double AtRest { get; private set; }

        public double Highest { get; private set; }

        public static async Task<Side> OfAsync(string name, AppSystem system, bool archives)
        {
            List<string> people = [];
            for (var i = 0; i < Asked; i++) people.Add(await system.Api.RegisterAsync());
            return new Side(name, system, archives, people) { AtRest = system.AppProcess.ResidentMemory().Now };
        }

        public Task ReadAsync(Random random) => _system.Api.ReadAsync(_people[random.Next(_people.Count)]);

        public async Task ChangeAsync(Random random) => await _system.Api.ChangeAsync(_people[random.Next(_people.Count)], "*");

        public async Task<string> BeginAsync(CancellationToken cancellation)
        {
            _memory = new MemoryWatch(_system.AppProcess);
            var (body, _) = await _system.Api.SendAsync(HttpMethod.Post, "lifecycle/archivals", """{"domain":"enrolments"}""");
            var archival = (string)JsonNode.Parse(body)!["id"]!;
            // From when on it is at work.
            await UntilAsync(archival, one => (double)one["requestUnits"]! > 0 || one["endedAt"] is not null, Look, cancellation);
            return archival;
        }

        public async Task EndAsync(string archival, TimeSpan look, CancellationToken cancellation)
        {
            await _system.Api.SendAsync(HttpMethod.Post, $"lifecycle/archivals/{archival}/cancel");
            var ended = await UntilAsync(archival, one => one["endedAt"] is not null, look, cancellation);
            Highest = Math.Max(Highest, await _memory!.StopAsync());
            await _memory.DisposeAsync();
            Done = new Work(
                Done.Records + (long)ended["records"]!, Done.Bytes + (long)ended["bytes"]!, Done.RequestUnits + (double)ended["requestUnits"]!, Done.Time + (Time(ended["endedAt"]!) - Time(ended["requestedAt"]!)));
        }

        private async Task<JsonNode> UntilAsync(string archival, Func<JsonNode, bool> condition, TimeSpan look, CancellationToken cancellation)
        {
            using PeriodicTimer timer = new(look);
            while (true)
            {
                var now = JsonNode.Parse((await _system.Api.SendAsync(HttpMethod.Get, $"lifecycle/archivals/{archival}")).Body)!;
                if (condition(now)) return now;
                await timer.WaitForNextTickAsync(cancellation);
            }
        }

        private static DateTimeOffset Time(JsonNode text) => DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture);
    }
}
