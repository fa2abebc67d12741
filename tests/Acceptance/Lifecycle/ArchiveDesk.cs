using System.Text.Json.Nodes;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Lifecycle;

/// <summary>What an operator does to have records in archives, and back.</summary>
internal sealed class ArchiveDesk(Client caller)
{
    public const string Rehydrations = "lifecycle/rehydrations";


    /// <summary>Records go out of reach as soon as they end, and what is offline is asked for again at once.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Lifecycle__After__applications"] = "00:00:00",
        ["Lifecycle__After__enrolments"] = "00:00:00",
        ["Lifecycle__After__attendance"] = "00:00:00",
        ["Lifecycle__After__submissions"] = "00:00:00",
        ["Rehydration__Poll"] = "00:00:00.300",
    };

    public Client Caller => caller;

    /// <summary>All that is over in these domains, once every reader of feeds has seen it.</summary>
    /// <returns>Ids of the archivals.</returns>
    public async Task<IReadOnlyList<string>> ArchiveAsync(params string[] domains)
    {
        await Deadline.UntilAsync("all is folded", async () => (await caller.GetAsync("projections")).Is(200).Body["items"]!.AsArray()
            .All(projection => projection!["sources"]!.AsArray().All(source => (long?)source!["pending"] == 0)));
        var archivals = new List<string>();
        foreach (var domain in domains)
        {
            archivals.Add((await caller.PostAsync("lifecycle/archivals", new JsonObject { ["domain"] = domain, ["dryRun"] = false })).Is(202).Id);
            var ended = await UntilAsync($"lifecycle/archivals/{archivals[^1]}", "completed");
            Assert.True((long)ended["records"]! > 0, $"Nothing was archived: {ended.ToJsonString()}");
        }

        return archivals;
    }

    public Task<Reply> AskAsync(string domain, Guid? person = null, string? archival = null, string reason = "audit")
    {
        var body = new JsonObject { ["domain"] = domain, ["reason"] = reason };
        if (person is { } personId) body["personId"] = personId;
        if (archival is not null) body["archivalId"] = archival;
        return caller.PostAsync(Rehydrations, body);
    }

    public Task<JsonObject> UntilBackAsync(string id) => UntilAsync($"{Rehydrations}/{id}", "completed");

    public async Task<JsonObject> UntilAsync(string address, string status)
    {
        JsonObject? found = null;
        try
        {
            await Deadline.UntilAsync($"{address} is {status}", async () => (string?)(found = (await caller.GetAsync(address)).Is(200).Body)["status"] == status);
        }
        catch (TimeoutException) when (found is not null)
        {
            Assert.Fail($"It is not {status} but {found.ToJsonString()}");
        }

        return found!;
    }
}
