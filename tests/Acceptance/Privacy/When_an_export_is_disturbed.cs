using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Blobs;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Privacy;

/// <summary>Killed anywhere, an export goes on and comes to the same; taken back, or come to nothing, it leaves nothing.</summary>
public sealed class When_an_export_is_disturbed
{
    [Fact]
    [Trait("Requirement", "S5")]
    [Trait("Requirement", "S11")]
    public async Task Killed_in_step_after_step_it_is_whole_in_the_end()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        var azurite = await AzuriteProcess.SharedAsync();
        await using var site = await Site.OpenAsync(cosmos.ConnectionString, ExportSite.Settings(azurite.ConnectionString));
        var (desk, person) = await DeskAsync(site);
        var sections = await SectionsAsync(desk, person);

        // Every step begins with a look at the export: the first, one in the middle, and then each that follows the last section.
        var middle = sections / 2;
        var held = Hold(cosmos, RequestKind.ReadItem, skip: 0);
        var id = (await desk.AskAsync(person)).Is(202).Id;
        foreach (var next in new[] { middle, sections - middle, 1, 1 })
        {
            await KillAsync(site, cosmos, held);
            held = Hold(cosmos, RequestKind.ReadItem, next);
            await site.StartAppAsync();
        }

        // That it is ready is stored, and the answer that says so never comes.
        await KillAsync(site, cosmos, held);
        held = Hold(cosmos, RequestKind.ReplaceItem, skip: 0);
        await site.StartAppAsync();
        await KillAsync(site, cosmos, held);
        await site.StartAppAsync();

        Assert.Equal(7, site.Starts);
        var status = await desk.UntilAsync(id, "ready");
        Assert.Equal(sections, (int)status["progress"]!["sectionsDone"]!);
        var package = await desk.OpenAsync(id);
        package.AssertWhole();
        Assert.Equal("Ada Example", (string?)Assert.Single(package.Records("people/person"))["state"]!["name"]);
        await Deadline.UntilAsync("nothing but the package is left", async () => (await BlobsAsync(azurite, id)) is [var only] && only.EndsWith("/package", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "S45")]
    public async Task Taken_back_in_the_middle_it_takes_away_what_it_has_written_though_it_is_killed_at_that()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        var azurite = await AzuriteProcess.SharedAsync();
        await using var site = await Site.OpenAsync(cosmos.ConnectionString, ExportSite.Settings(azurite.ConnectionString));
        var (desk, person) = await DeskAsync(site);
        var held = Hold(cosmos, RequestKind.ReadItem, skip: 5);
        var id = (await desk.AskAsync(person)).Is(202).Id;
        await Deadline.UntilAsync("a step is held up", () => IsHeld(cosmos, held));
        Assert.NotEmpty(await BlobsAsync(azurite, id));

        Assert.Equal("withdrawn", (string?)(await desk.WithdrawAsync(id)).Is(200).Body["status"]);
        await KillAsync(site, cosmos, held);
        await site.StartAppAsync();

        await Deadline.UntilAsync("nothing is left", async () => (await BlobsAsync(azurite, id)).Count == 0);
        Assert.Equal("withdrawn", (string?)(await desk.StatusAsync(id)).Is(200).Body["status"]);
        Assert.Equal("cancelled", await RegisteredAsync(site, person, id));
    }

    [Fact]
    [Trait("Requirement", "S55")]
    public async Task While_blobs_are_out_of_reach_the_app_answers_and_the_export_waits()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        var port = FreePort();
        var away = $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={AzuriteProcess.Key};BlobEndpoint=http://127.0.0.1:{port}/devstoreaccount1;";
        await using var site = await Site.OpenAsync(cosmos.ConnectionString, ExportSite.Settings(away));
        var (desk, person) = await DeskAsync(site);
        var id = (await desk.AskAsync(person)).Is(202).Id;
        Assert.Equal("collecting", (string?)(await desk.UntilAsync(id, "collecting"))["status"]);

        var azurite = await AzuriteProcess.StartAsync(port);
        await desk.UntilAsync(id, "ready");
        (await desk.OpenAsync(id)).AssertWhole();

        var href = (string)(await desk.LinkAsync(id)).Is(200).Body["href"]!;
        await azurite.DisposeAsync();
        using var answer = await desk.GetAsync(href);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "store-unavailable"), (answer.StatusCode, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]));
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
    }

    [Fact]
    [Trait("Requirement", "S70")]
    [Trait("Requirement", "S130")]
    public async Task Addresses_and_then_the_export_itself_expire()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        var azurite = await AzuriteProcess.SharedAsync();
        await using var site = await Site.OpenAsync(cosmos.ConnectionString, ExportSite.Settings(azurite.ConnectionString, ("Exports__Life", "00:00:08"), ("Exports__LinkLife", "00:00:01")));
        var (desk, person) = await DeskAsync(site);
        var id = (await desk.AskAsync(person)).Is(202).Id;
        await desk.UntilAsync(id, "ready");
        var href = (string)(await desk.LinkAsync(id)).Is(200).Body["href"]!;

        await Deadline.UntilAsync("the address has expired", async () => await CodeAsync(desk, href) == "link-expired");
        await Deadline.UntilAsync("the export has expired", async () => (string?)(await desk.StatusAsync(id)).Is(200).Body["status"] == "expired");
        Assert.Equal("export-gone", (await desk.LinkAsync(id)).Is(410).Code);
        Assert.Equal("link-expired", await CodeAsync(desk, href));
    }

    [Fact]
    public async Task Who_is_restricted_may_have_a_copy_and_who_is_erased_cannot()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        var azurite = await AzuriteProcess.SharedAsync();
        await using var site = await Site.OpenAsync(cosmos.ConnectionString, ExportSite.Settings(azurite.ConnectionString));
        await using var ledger = new Ledger(cosmos.ConnectionString, site.Keys);
        var (desk, person) = await DeskAsync(site);
        var dpo = await site.ClientAsync("dpo");
        (await dpo.PostAsync("privacy/restrictions", new() { ["personId"] = person, ["ground"] = "accuracyContested", ["reason"] = "They say that it is wrong." })).Is(201);
        var copy = await desk.ExportAsync(person);
        Assert.Equal("Ada Example", (string?)Assert.Single(copy.Records("people/person"))["state"]!["name"]);

        await ledger.DestroyKeyAsync(site.Tenant, $"{person}");
        await Deadline.UntilAsync("the app knows", async () => (await desk.AskAsync(person)) is { Status: 409, Code: "erased" });
        var href = (string)(await desk.LinkAsync(copy.Id)).Is(200).Body["href"]!;
        Assert.Equal("export-gone", await CodeAsync(desk, href));
    }

    private static async Task<(ExportDesk Desk, Guid Person)> DeskAsync(Site site)
    {
        var staff = await site.ClientAsync("staff");
        var person = (await staff.PostAsync("people", new() { ["name"] = "Ada Example", ["email"] = $"{Guid.NewGuid():N}@example.org", ["language"] = "en" })).Is(201).Id;
        return (new ExportDesk(site, await site.ClientAsync("dpo")), Guid.Parse(person));
    }

    private static async Task<int> SectionsAsync(ExportDesk desk, Guid person)
    {
        var first = (await desk.AskAsync(person)).Is(202).Id;
        return (int)(await desk.UntilAsync(first, "ready"))["progress"]!["sections"]!;
    }

    /// <summary>What is asked is done, and the answer never arrives.</summary>
    private static int Hold(LocalCosmosServer cosmos, RequestKind operation, int skip) => cosmos.Account.Faults.Add(
        new FaultRule { Action = FaultAction.DelayAnswer, Operation = operation, Container = "operations", Skip = skip, Delay = TimeSpan.FromHours(1) });

    private static bool IsHeld(LocalCosmosServer cosmos, int rule) => cosmos.Account.Faults.List().Single(one => one.Id == rule).Applied > 0;

    private static async Task KillAsync(Site site, LocalCosmosServer cosmos, int held)
    {
        await Deadline.UntilAsync("a step is held up", () => IsHeld(cosmos, held));
        await site.KillAppAsync();
        cosmos.Account.Faults.Remove(held);
    }

    private static async Task<string?> CodeAsync(ExportDesk desk, string href)
    {
        using var answer = await desk.GetAsync(href);
        return answer.IsSuccessStatusCode ? null : (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"];
    }

    private static async Task<string?> RegisteredAsync(Site site, Guid person, string id)
    {
        var requests = (await (await site.ClientAsync("dpo")).GetAsync($"privacy/requests?personId={person}")).Is(200).Body["items"]!.AsArray();
        return (string?)requests.Single(request => (string?)request!["id"] == id)!["status"];
    }

    private static async Task<IReadOnlyList<string>> BlobsAsync(AzuriteProcess azurite, string exportId)
    {
        var found = new List<string>();
        await foreach (var blob in new BlobContainerClient(azurite.ConnectionString, "exports").GetBlobsAsync(states: Azure.Storage.Blobs.Models.BlobStates.Uncommitted)) found.Add(blob.Name);
        return [.. found.Where(name => name.Contains(exportId, StringComparison.Ordinal))];
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
