using System.Text.Json.Nodes;
using Serverless.Acceptance.Privacy;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Lifecycle;

/// <summary>Whatever takes its time waits for what takes hours to read, says so, and goes on by itself.</summary>
[Trait("Requirement", "S68")]
public sealed class When_an_archive_is_offline(ArchivedSite app) : IClassFixture<ArchivedSite>
{
    private string Refusing => app.Campus.Refusing;

    /// <summary>A rejected application goes, and with it what read models say because of it; one of these is also made of what is archived.</summary>
    [Fact]
    [Trait("Requirement", "S57")]
    [Trait("Requirement", "S100")]
    public async Task A_deletion_waits_until_read_models_can_be_made_again_of_what_is_left()
    {
        Assert.Equal(2, await RejectedAsync());
        Assert.Contains(await OverviewAsync(), application => (string?)application!["programmeId"] == Refusing);
        await app.GoOfflineAsync("enrolments");
        var archival = $"lifecycle/archivals/{(await app.Desk.Caller.PostAsync("lifecycle/archivals", new JsonObject { ["domain"] = "applications" })).Is(202).Id}";
        var waiting = await UntilAsync(archival, found => (string?)found["waitsFor"] == "archive-offline");
        Assert.Equal("underWay", (string?)waiting["status"]);
        Assert.True((DateTimeOffset)waiting["waitsUntil"]! > (DateTimeOffset)waiting["requestedAt"]!);
        Assert.DoesNotContain(
            (await app.Campus.Staff.GetAsync($"{app.Neighbour.Address}/applications")).Is(200).Body["items"]!.AsArray(), application => (string?)application!["programmeId"] == Refusing);

        app.Gate.IsOpen = true;
        var ended = await app.Desk.UntilAsync(archival, "completed");

        Assert.Equal((2, null), ((int)ended["records"]!, (string?)ended["waitsFor"]));
        Assert.DoesNotContain(await OverviewAsync(), application => (string?)application!["programmeId"] == Refusing);
        Assert.Equal(2, (await OverviewAsync()).Count);
        Assert.Equal(0, await RejectedAsync());
    }

    [Fact]
    [Trait("Requirement", "S11")]
    public async Task An_export_waits_and_then_holds_it()
    {
        var desk = new ExportDesk(app.Site, await app.Site.ClientAsync("dpo"));
        await app.GoOfflineAsync("enrolments");
        var export = (await desk.AskAsync(app.Neighbour.PersonId)).Is(202).Id;
        await UntilAsync(desk, export);

        app.Gate.IsOpen = true;
        await desk.UntilAsync(export, "ready");

        var package = await desk.OpenAsync(export);
        Assert.Equal(2, package.Records("enrolments/enrolment").Count);
    }

    [Fact]
    [Trait("Requirement", "S60")]
    public async Task A_rebuild_waits_and_then_counts_it()
    {
        const string Model = "projections/programme-dashboard";
        var dashboard = $"programmes/{app.Campus.Held}/dashboard";
        var before = (await app.Campus.Staff.GetAsync(dashboard)).Is(200).Body;
        await app.GoOfflineAsync("enrolments");
        (await app.Desk.Caller.PostAsync($"{Model}/rebuild")).Is(202);
        await UntilAsync(Model, found => (int?)found["rebuild"]?["sourcesOffline"] > 0);

        app.Gate.IsOpen = true;
        await UntilAsync(Model, found => (string?)found["status"] == "live");

        var after = (await app.Campus.Staff.GetAsync(dashboard)).Is(200).Body;
        foreach (var part in new[] { "learners", "attendance", "certificates" }) Assert.Equal(before[part]!.ToJsonString(), after[part]!.ToJsonString());
    }

    private async Task<JsonObject> UntilAsync(string address, Func<JsonObject, bool> isSo)
    {
        var found = new JsonObject();
        await Deadline.UntilAsync($"it is so of {address}", async () => isSo(found = (await app.Desk.Caller.GetAsync(address)).Is(200).Body));
        return found;
    }

    private static Task UntilAsync(ExportDesk desk, string export) =>
        Deadline.UntilAsync("the export waits", async () => (await desk.StatusAsync(export)).Is(200).Body.ToJsonString().Contains("archive-offline", StringComparison.Ordinal));

    private async Task<JsonArray> OverviewAsync() => (await app.Campus.Staff.GetAsync($"{app.Neighbour.Address}/overview")).Is(200).Body["applications"]!.AsArray();

    private async Task<int> RejectedAsync() => (int?)(await app.Campus.Staff.GetAsync($"programmes/{Refusing}/dashboard")).Is(200).Body["applications"]!["rejected"] ?? 0;
}
