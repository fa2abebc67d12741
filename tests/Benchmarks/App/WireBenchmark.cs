using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Serverless.Benchmarks.Report;
using Serverless.Benchmarks.Targets;

namespace Serverless.Benchmarks.App;

/// <summary>How many requests reach the store for one request over HTTP, as the store itself counts them.</summary>
internal static class WireBenchmark
{
    private const int Times = 20;

    private static readonly Uri Counts = new("_localcosmos/requests", UriKind.Relative);

    public static async Task RunAsync(ReportWriter report, CancellationToken cancellation)
    {
        await using var system = await AppSystem.StartAsync(cancellation, AppFunctions.OfFeeds);
        using HttpClient store = new() { BaseAddress = system.CosmosProcess.Endpoint };
        store.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", SdkClient.WellKnownKey);
        Table table = new("over HTTP", "requests to the store", "which");
        foreach (var (name, act) in await ActionsAsync(system))
        {
            await act();
            var before = await CountsAsync(store, cancellation);
            for (var i = 0; i < Times; i++) await act();
            var counted = (await CountsAsync(store, cancellation))
                .Select(kind => (kind.Key, Each: (kind.Value - before.GetValueOrDefault(kind.Key)) / (double)Times)).Where(kind => kind.Each > 0).ToList();
            table.Add(name, Print(counted.Sum(kind => kind.Each)), string.Join(", ", counted.Select(kind => $"{Print(kind.Each)} {kind.Key}")));
        }

        report.Write($"## Requests to the store for each request over HTTP\n\nmeans of {Times}; nothing else runs in the app meanwhile.\n");
        report.Write(table.ToString());
    }

    private static async Task<IReadOnlyDictionary<string, long>> CountsAsync(HttpClient store, CancellationToken cancellation) =>
        JsonNode.Parse(await store.GetStringAsync(Counts, cancellation))!["operations"]!.AsObject().ToDictionary(kind => kind.Key, kind => (long)kind.Value!);

    private static string Print(double each) => each.ToString("0.##", CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<(string Name, Func<Task> Act)>> ActionsAsync(AppSystem system)
    {
        var api = system.Api;
        var (person, programme) = (await api.RegisterAsync(), await api.PublishAsync());
        var version = "\"1\"";
        return
        [
            ("create: a programme", () => api.DraftProgrammeAsync()),
            ("create: an application, with the person and the programme looked up", () => api.DraftAsync(person, programme)),
            ("create: a person, with a key and the reservation of the address", api.RegisterAsync),
            ("change: a person", async () => version = await api.ChangeAsync(person, version)),
            ("read: a person", () => api.ReadAsync(person)),
            ("read: the overview of a person", () => api.ReadOverviewAsync(person)),
        ];
    }
}
