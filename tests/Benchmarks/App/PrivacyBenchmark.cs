using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Benchmarks.Report;
using Serverless.Benchmarks.Targets;
using Serverless.Contracts.Blobs;

namespace Serverless.Benchmarks.App;

/// <summary>What exporting and erasing somebody costs, while the tenant they belong to grows a hundred times.</summary>
internal static class PrivacyBenchmark
{
    private const int Smallest = 500;
    private const int EventsEach = 3;
    private const int Changes = 50;
    private const int Looks = 10;
    private const double MostGrowth = 1.1;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly Uri Counts = new("_localcosmos/requests", UriKind.Relative);

    /// <summary>No time to think it over, and one process, which knows of a restriction at once.</summary>
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["Erasure__Grace"] = "00:00:00",
        ["Erasure__Poll"] = "00:00:00.050",
        ["Keys__CacheLifetime"] = "00:00:01",
    };

    public static async Task RunAsync(BenchmarkOptions options, ReportWriter report, CancellationToken cancellation)
    {
        await using var azurite = await AzuriteProcess.StartAsync();
        Dictionary<string, string> settings = new(Settings, StringComparer.Ordinal) { ["Blobs"] = azurite.ConnectionString };
        // What the feeds do would be counted with it; an erasure and an export need none of them.
        await using var system = await AppSystem.StartAsync(settings, cancellation, AppFunctions.OfFeeds);
        var officer = await OfficerAsync(system, cancellation);
        using HttpClient store = new() { BaseAddress = system.CosmosProcess.Endpoint };
        store.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", SdkClient.WellKnownKey);
        var programme = await system.Api.PublishAsync();

        Table table = new("people in the tenant", "export: requests", "ms", "erasure: requests", "ms");
        List<Cost> exports = [], erasures = [];
        var people = 0;
        foreach (var size in (int[])[0, Smallest, Smallest * 10, Smallest * 100])
        {
            ReportWriter.Progress($"{size} people");
            await PeopleLoading.LoadAsync(system, size - people, EventsEach, cancellation);
            people = size;
            List<Cost> exported = [], erased = [];
            for (var round = 0; round < options.Rounds; round++)
            {
                var person = await PersonAsync(system.Api, programme);
                exported.Add(await MeasureAsync(store, officer, "exports", $$"""{"personId":"{{person}}","format":"json"}""", "ready", cancellation));
                erased.Add(await MeasureAsync(store, officer, "erasures", $$"""{"personId":"{{person}}","reason":"noLongerNecessary","requestedBy":"controller"}""", "completed", cancellation));
            }

            // Before there is anybody, everything is done for the first time.
            if (size == 0) continue;
            exports.Add(Cost.Median(exported));
            erasures.Add(Cost.Median(erased));
            table.Add($"{size:N0}", Print(exports[^1].Requests), Print(exports[^1].Milliseconds), Print(erasures[^1].Requests), Print(erasures[^1].Milliseconds));
        }

        report.Title($"A copy for a person of {Changes} changes, and their erasure, in a tenant that grows", options);
        report.Write(table.ToString());
        Bars bars = new();
        bars.AtMost("requests of an export, the largest tenant beside the smallest", MostGrowth, exports[^1].Requests / exports[0].Requests, Figure.Ratio);
        bars.AtMost("time of an export", MostGrowth, exports[^1].Milliseconds / exports[0].Milliseconds, Figure.Ratio);
        bars.AtMost("requests of an erasure", MostGrowth, erasures[^1].Requests / erasures[0].Requests, Figure.Ratio);
        bars.AtMost("time of an erasure", MostGrowth, erasures[^1].Milliseconds / erasures[0].Milliseconds, Figure.Ratio);
        report.Write(bars.ToString());
    }

    /// <returns>What the store was asked, but for looking whether it is over; and the time in which something was done and not waited for.</returns>
    private static async Task<Cost> MeasureAsync(HttpClient store, Api officer, string kind, string body, string end, CancellationToken cancellation)
    {
        var before = await RequestsAsync(store, cancellation);
        var started = JsonNode.Parse((await officer.SendAsync(HttpMethod.Post, $"privacy/{kind}", body)).Body)!;
        var address = $"privacy/{kind}/{(string)started["id"]!}";
        using PeriodicTimer timer = new(Look);
        var (looks, now) = (0, started);
        for (; (string?)now["status"] != end; looks++)
        {
            await timer.WaitForNextTickAsync(cancellation);
            now = JsonNode.Parse((await officer.SendAsync(HttpMethod.Get, address)).Body)!;
        }

        var all = await RequestsAsync(store, cancellation) - before;
        for (var i = 0; i < Looks; i++) await officer.SendAsync(HttpMethod.Get, address);
        var look = (await RequestsAsync(store, cancellation) - before - all) / (double)Looks;
        return new Cost(all - (looks * look), Duration(now).TotalMilliseconds);
    }

    /// <summary>From its beginning to its end; of an erasure, from the point of no return.</summary>
    private static TimeSpan Duration(JsonNode ended) => ended["steps"] is JsonArray steps
        ? Time(steps.Single(step => (string?)step!["step"] == "certify")!["at"]!) - Time(steps.Single(step => (string?)step!["step"] == "commit")!["at"]!)
        : Time(ended["endedAt"]!) - Time(ended["requestedAt"]!);

    private static DateTimeOffset Time(JsonNode text) => DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture);

    private static async Task<long> RequestsAsync(HttpClient store, CancellationToken cancellation) =>
        JsonNode.Parse(await store.GetStringAsync(Counts, cancellation))!["operations"]!.AsObject().Sum(kind => (long)kind.Value!);

    /// <summary>Always of the same size.</summary>
    private static async Task<string> PersonAsync(Api api, string programme)
    {
        var (person, version) = (await api.RegisterAsync(), "\"1\"");
        for (var i = 0; i < Changes; i++) version = await api.ChangeAsync(person, version);
        await api.DraftAsync(person, programme);
        return person;
    }

    private static async Task<Api> OfficerAsync(AppSystem system, CancellationToken cancellation)
    {
        string[] roles = ["dpo"];
        using var answer = await system.Http.PostAsJsonAsync(new Uri(".auth/dev/token", UriKind.Relative), new { tenantId = AppSystem.Tenant, roles }, cancellation);
        answer.EnsureSuccessStatusCode();
        HttpClient http = new() { BaseAddress = system.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("token").GetString());
        return new Api(http);
    }

    private static string Print(double figure) => figure.ToString("0", CultureInfo.InvariantCulture);

    private sealed record Cost(double Requests, double Milliseconds)
    {
        public static Cost Median(IReadOnlyList<Cost> costs) => new(
            costs.Select(cost => cost.Requests).Order().ElementAt(costs.Count / 2), costs.Select(cost => cost.Milliseconds).Order().ElementAt(costs.Count / 2));
    }
}
