using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Lifecycle;

/// <summary>A rejected application goes, and with it what read models say because of it: of these, one is also made of what is archived.</summary>
[Trait("Requirement", "S57")]
[Trait("Requirement", "S68")]
[Trait("Requirement", "S100")]
public sealed class When_a_deletion_waits_for_an_archive(ArchivedSite app) : IClassFixture<ArchivedSite>
{
    [Fact]
    public async Task It_says_so_and_read_models_are_right_once_the_archive_is_back()
    {
        var (staff, refusing) = (app.Campus.Staff, app.Campus.Refusing);
        Assert.Equal(2, await RejectedAsync());
        Assert.Contains(await OverviewAsync(), application => (string?)application!["programmeId"] == refusing);
        foreach (var blob in (await app.ReadAsync()).Keys.Where(name => name.StartsWith("archives-enrolments/", StringComparison.Ordinal)).Select(name => name.Split('/', 2)))
            await new BlobContainerClient(app.Azurite.ConnectionString, blob[0]).GetBlobClient(blob[1]).SetAccessTierAsync(AccessTier.Archive);

        app.Gate.IsOpen = false;
        var archival = (await app.Desk.Caller.PostAsync("lifecycle/archivals", new JsonObject { ["domain"] = "applications" })).Is(202).Id;
        var waiting = new JsonObject();
        await Deadline.UntilAsync("it waits", async () => (string?)(waiting = await FindAsync())["waitsFor"] == "archive-offline");
        Assert.Equal("underWay", (string?)waiting["status"]);
        Assert.NotNull(waiting["waitsUntil"]);
        Assert.DoesNotContain(
            (await staff.GetAsync($"{app.Neighbour.Address}/applications")).Is(200).Body["items"]!.AsArray(), application => (string?)application!["programmeId"] == refusing);
        app.Gate.IsOpen = true;
        var ended = await app.Desk.UntilAsync($"lifecycle/archivals/{archival}", "completed");

        Assert.Equal((2, null), ((int)ended["records"]!, (string?)ended["waitsFor"]));
        Assert.DoesNotContain(await OverviewAsync(), application => (string?)application!["programmeId"] == refusing);
        Assert.Equal(2, (await OverviewAsync()).Count);
        Assert.Equal(0, await RejectedAsync());

        async Task<JsonObject> FindAsync() => (await app.Desk.Caller.GetAsync($"lifecycle/archivals/{archival}")).Is(200).Body;

        async Task<JsonArray> OverviewAsync() => (await staff.GetAsync($"{app.Neighbour.Address}/overview")).Is(200).Body["applications"]!.AsArray();

        async Task<int> RejectedAsync() => (int?)(await staff.GetAsync($"programmes/{refusing}/dashboard")).Is(200).Body["applications"]!["rejected"] ?? 0;
    }
}
