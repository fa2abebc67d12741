using System.Text.Json.Nodes;
using Serverless.Benchmarks.Report;

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
        Table table = new("over HTTP", "requests to the store", "which");
        foreach (var (name, act) in await ActionsAsync(system))
        {
            await act();
            using var reset = await store.DeleteAsync(Counts, cancellation);
            reset.EnsureSuccessStatusCode();
            for (var i = 0; i < Times; i++) await act();
            var counted = JsonNode.Parse(await store.GetStringAsync(Counts, cancellation))!;
            var which = counted["operations"]!.AsObject().Select(kind => $"{(double)kind.Value! / Times:0.##} {kind.Key}");
            table.Add(name, $"{(double)counted["total"]! / Times:0.##}", string.Join(", ", which));
        }

        report.Write($"## Requests to the store for each request over HTTP\n\nmeans of {Times}; nothing else runs in the app meanwhile.\n");
        report.Write(table.ToString());
    }

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
