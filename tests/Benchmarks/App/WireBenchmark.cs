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
    private const int TimesOfReadModel = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Uri Counts = new("_localcosmos/requests", UriKind.Relative);

    public static async Task RunAsync(ReportWriter report, CancellationToken cancellation)
    {
        Table table = new("over HTTP", "requests to the store", "which");
        await using (var quiet = await AppSystem.StartAsync(cancellation, AppFunctions.OfFeeds))
            await CountAsync(quiet, await ActionsAsync(quiet), Times, table, cancellation);
        // How current an answer is, the app knows from the feeds it reads: they go on meanwhile, and are counted with it.
        await using (var whole = await AppSystem.StartAsync(cancellation))
            await CountAsync(whole, await ReadModelAsync(whole, cancellation), TimesOfReadModel, table, cancellation);
        report.Write($"## Requests to the store for each request over HTTP\n\nmeans of {Times}, and of {TimesOfReadModel} for the read model, with all that the app does beside them.\n");
        report.Write(table.ToString());
    }

    private static async Task CountAsync(
        AppSystem system, IReadOnlyList<(string Name, Func<Task> Act)> actions, int times, Table table, CancellationToken cancellation)
    {
        using HttpClient store = new() { BaseAddress = system.CosmosProcess.Endpoint };
        store.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", SdkClient.WellKnownKey);
        foreach (var (name, act) in actions)
        {
            await act();
            var before = await CountsAsync(store, cancellation);
            for (var i = 0; i < times; i++) await act();
            var counted = (await CountsAsync(store, cancellation))
                .Select(kind => (kind.Key, Each: (kind.Value - before.GetValueOrDefault(kind.Key)) / (double)times)).Where(kind => kind.Each > 0).ToList();
            table.Add(name, Print(counted.Sum(kind => kind.Each)), string.Join(", ", counted.Select(kind => $"{Print(kind.Each)} {kind.Key}")));
        }
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
        ];
    }

    private static async Task<IReadOnlyList<(string Name, Func<Task> Act)>> ReadModelAsync(AppSystem system, CancellationToken cancellation)
    {
        await using var watch = await OverviewWatch.StartAsync(system, cancellation);
        var person = await system.Api.RegisterAsync();
        watch.Answered(person, "1");
        await watch.DrainAsync(Patience);
        return [("read: the overview of a person", () => system.Api.ReadOverviewAsync(person))];
    }
}
