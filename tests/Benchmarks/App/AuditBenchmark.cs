using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Benchmarks.Measurement;
using Serverless.Benchmarks.Report;

namespace Serverless.Benchmarks.App;

/// <summary>
/// What an entry in the audit costs: the same request for two records of the same kind, of which one holds something personal and leaves
/// an entry, and the other does not.
/// </summary>
internal static class AuditBenchmark
{
    private const int Learners = 32;
    private const int Times = 50;
    private const double MostCalls = 1;
    private const double MostBytes = 1024;
    private const double MostOfP50 = 2;

    private const string Note = ""","note":"Rang, and sent a note." """;

    private static readonly string[] Names = ["no entry", "an entry"];

    private static readonly ConcurrentDictionary<string, bool> Late = new(StringComparer.Ordinal);

    public static async Task RunAsync(BenchmarkOptions options, ReportWriter report, CancellationToken cancellation)
    {
        await using var system = await AppSystem.StartAsync(cancellation, options.WithFeeds ? [] : AppFunctions.OfFeed("attendance"));
        using LoadCourse course = new(system);
        ReportWriter.Progress($"{Learners} learners");
        var people = (await course.EnrolAsync(Learners, cancellation)).Select(learner => learner.Person).ToList();
        IReadOnlyList<string>[] records = [await RecordAsync(system, course, people, 0, note: ""), await RecordAsync(system, course, people, 1, Note)];

        report.Title("An entry in the audit", options);
        Table table = new("request", "callers", "entry", "p50 ms", "p99 ms", "requests/s", "µs of processor");
        List<double> slower = [];
        foreach (var callers in options.Clients)
        {
            slower.Add(await MeasureAsync("read", callers, kind => random => system.Api.ReadAsync(AnyOf(records[kind], random))));
            ConcurrentQueue<string>[] turns = [new(records[0]), new(records[1])];
            await MeasureAsync("change", callers, kind => _ => CorrectAsync(system, turns[kind], kind == 1));
        }

        report.Write(table.ToString());
        await WriteCostAsync(system, records, slower.Min(), report, cancellation);

        async Task<double> MeasureAsync(string request, int callers, Func<int, Func<Random, Task>> call)
        {
            ReportWriter.Progress($"{request}, {callers} callers");
            var contenders = Names.Select((name, kind) => new Contender(name, call(kind), system.AppProcess, system.CosmosProcess)).ToList();
            await Turns.RunAsync(contenders, callers, options.RoundLength, options.Rounds, cancellation);
            foreach (var one in contenders)
            {
                if (one.Result is { } result)
                    table.Add(request, $"{callers}", one.Name, Figure.Milliseconds(result.Median), Figure.Milliseconds(result.P99), Figure.Rate(result.PerSecond), Figure.Microseconds(result.Processor));
                else
                    table.Add(request, $"{callers}", one.Name, one.Failure ?? Figure.None, "", "", "");
            }

            return contenders is [{ Result: { } without }, { Result: { } with }] ? with.Median / without.Median : double.NaN;
        }
    }

    /// <summary>Requests to the store, what they are charged, and the bytes that stay.</summary>
    private static async Task WriteCostAsync(AppSystem system, IReadOnlyList<string>[] records, double slower, ReportWriter report, CancellationToken cancellation)
    {
        Table table = new("request", "entry", "request units");
        double[] reads = [await ChargeAsync(HttpMethod.Get, 0), await ChargeAsync(HttpMethod.Get, 1)];
        double[] changes = [await ChargeAsync(HttpMethod.Post, 0), await ChargeAsync(HttpMethod.Post, 1)];
        foreach (var (request, charges) in (ReadOnlySpan<(string, double[])>)[("read", reads), ("change", changes)])
        {
            for (var kind = 0; kind < Names.Length; kind++) table.Add(request, Names[kind], charges[kind].ToString("0.##", CultureInfo.InvariantCulture));
        }

        var audit = system.Database.GetContainer("audit");
        var before = await EntriesAsync(audit);
        for (var i = 0; i < Times; i++) await system.Api.ReadAsync(records[1][0]);
        var (entries, bytes) = await EntriesAsync(audit);
        report.Write(table.ToString());
        Bars bars = new();
        bars.AtMost("entries of a read", MostCalls, (entries - before.Entries) / (double)Times, Figure.Rate);
        bars.AtMost("bytes of an entry, as JSON", MostBytes, bytes, Figure.Rate);
        bars.AtMost("p50 of a read, beside one without an entry", MostOfP50, slower, Figure.Ratio);
        report.Write(bars.ToString());

        async Task<double> ChargeAsync(HttpMethod method, int kind)
        {
            var total = 0.0;
            for (var i = 0; i < Times; i++)
            {
                var address = $"api/people/{records[kind][i % Learners]}{(method == HttpMethod.Get ? "" : "/correct")}";
                using HttpRequestMessage request = new(method, new Uri(address, UriKind.Relative));
                if (method == HttpMethod.Post) request.Content = new StringContent(Correction(records[kind][i % Learners], kind == 1), Encoding.UTF8, "application/json");
                using var answer = await system.Http.SendAsync(request, cancellation);
                answer.EnsureSuccessStatusCode();
                total += double.Parse(answer.Headers.GetValues("x-ms-request-charge").Single(), CultureInfo.InvariantCulture);
            }

            return total / Times;
        }
    }

    private static async Task<(long Entries, double Bytes)> EntriesAsync(Container audit)
    {
        var (entries, bytes) = (0L, 0L);
        using var pages = audit.GetItemQueryStreamIterator("SELECT * FROM c");
        while (pages.HasMoreResults)
        {
            using var page = await pages.ReadNextAsync();
            page.EnsureSuccessStatusCode();
            foreach (var entry in (await JsonSerializer.DeserializeAsync<JsonObject>(page.Content))!["Documents"]!.AsArray())
            {
                entries++;
                bytes += Encoding.UTF8.GetByteCount(entry!.ToJsonString());
            }
        }

        return (entries, bytes / (double)Math.Max(1, entries));
    }

    /// <returns>Where the records are, from the people on.</returns>
    private static async Task<IReadOnlyList<string>> RecordAsync(AppSystem system, LoadCourse course, IEnumerable<string> people, int session, string note)
    {
        List<string> records = [];
        foreach (var person in people)
        {
            var (body, _) = await system.Api.SendAsync(
                HttpMethod.Post, $"people/{person}/attendance", $$"""{"programmeId":"{{course.Id}}","sessionId":"{{course.Sessions[session]}}","status":"present"{{note}}}""");
            records.Add($"{person}/attendance/{(string)JsonNode.Parse(body)!["id"]!}");
        }

        return records;
    }

    /// <summary>Whoever corrects a record has it alone, so that no two meet.</summary>
    private static async Task CorrectAsync(AppSystem system, ConcurrentQueue<string> records, bool isNoted)
    {
        if (!records.TryDequeue(out var record)) throw new InvalidOperationException("There are more callers than records.");
        await system.Api.SendAsync(HttpMethod.Post, $"people/{record}/correct", Correction(record, isNoted));
        records.Enqueue(record);
    }

    /// <summary>Another each time, so that something changes.</summary>
    private static string Correction(string record, bool isNoted)
    {
        var isLate = Late.AddOrUpdate(record, addValue: true, (_, late) => !late);
        return $$"""{"status":"{{(isLate ? "late" : "absent")}}"{{(isNoted ? $",\"note\":\"{Guid.NewGuid()}\"" : "")}}}""";
    }

    private static string AnyOf(IReadOnlyList<string> records, Random random) => records[random.Next(records.Count)];
}
