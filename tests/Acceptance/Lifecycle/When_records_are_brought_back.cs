using System.Text.Json.Nodes;
using Serverless.Acceptance.Writing;

namespace Serverless.Acceptance.Lifecycle;

[Trait("Requirement", "S54")]
public sealed class When_records_are_brought_back(ArchivedSite app) : IClassFixture<ArchivedSite>
{
    [Fact]
    public async Task They_are_where_they_were_can_be_changed_and_are_not_archived_again_at_once()
    {
        var (staff, list) = (app.Campus.Staff, $"{app.Neighbour.Address}/enrolments");
        var archived = await ItemsAsync(staff, list);
        Assert.All(archived, item => Assert.NotNull(item["archivedAt"]));
        var enrolment = $"{list}/{archived[0]["id"]}";
        Assert.Equal("archived", (await DropAsync(staff, enrolment)).Is(409).Code);

        var asked = (await app.Desk.AskAsync("enrolments", app.Neighbour.PersonId)).Is(202);
        Assert.Equal(("enrolments", "audit"), ((string?)asked.Body["domain"], (string?)asked.Body["reason"]));
        var back = await app.Desk.UntilBackAsync(asked.Id);
        Assert.Equal((2, 2, 0), ((int)back["done"]!, (int)back["total"]!, (int)back["restricted"]!));
        Assert.Equal((DateTimeOffset)back["requestedAt"]! + TimeSpan.FromDays(30), (DateTimeOffset)back["keptUntil"]!);
        var items = await ItemsAsync(staff, list);
        Assert.All(items, item => Assert.Null(item["archivedAt"]));
        Assert.Equal(archived.Select(Plain), items.Select(Plain));
        // Not because of the archive any more, but because it has ended.
        Assert.NotEqual("archived", (await DropAsync(staff, enrolment)).Is(409).Code);

        var dry = (await app.Desk.Caller.PostAsync("lifecycle/archivals", new JsonObject { ["domain"] = "enrolments", ["dryRun"] = true })).Is(202).Id;
        var planned = await app.Desk.UntilAsync($"lifecycle/archivals/{dry}", "completed");
        Assert.Equal((0, 2), ((int)planned["records"]!, (int)planned["leftAlone"]!));
    }

    [Fact]
    public async Task Whoever_asks_is_told_what_is_wrong_and_sees_what_others_have_asked_for()
    {
        var (desk, other) = (app.Desk, await app.Site.Of("globex").ClientAsync("operator"));
        Assert.Equal("/domain", Field(await desk.AskAsync("people", app.Neighbour.PersonId)));
        Assert.Equal("/personId", Field(await desk.AskAsync("attendance")));
        Assert.Equal("/archivalId", Field(await desk.AskAsync("attendance", app.Neighbour.PersonId, app.Archivals[0])));
        Assert.Equal("person-not-found", (await desk.AskAsync("attendance", Guid.NewGuid())).Is(404).Code);
        Assert.Equal("not-archived", (await desk.AskAsync("attendance", archival: app.Archivals[0])).Is(404).Code);
        Assert.Equal("not-archived", (await new ArchiveDesk(other).AskAsync("enrolments", archival: app.Archivals[0])).Is(404).Code);
        (await desk.AskAsync("attendance", app.Neighbour.PersonId, reason: "curiosity")).Is(400);
        Assert.Equal("rehydration-not-found", (await desk.Caller.GetAsync($"{ArchiveDesk.Rehydrations}/{Guid.NewGuid()}")).Is(404).Code);

        var asked = (await desk.AskAsync("attendance", app.Neighbour.PersonId, reason: "subjectRequest")).Is(202);
        await desk.UntilBackAsync(asked.Id);
        Assert.Equal("rehydration-not-found", (await other.GetAsync($"{ArchiveDesk.Rehydrations}/{asked.Id}")).Is(404).Code);
        var auditor = await app.Site.ClientAsync("auditor");
        foreach (var address in new[] { ArchiveDesk.Rehydrations, $"{ArchiveDesk.Rehydrations}?personId={app.Neighbour.PersonId}" })
            Assert.Contains((await auditor.GetAsync(address)).Is(200).Body["items"]!.AsArray(), item => (string?)item!["id"] == asked.Id);
        Assert.DoesNotContain((await auditor.GetAsync($"{ArchiveDesk.Rehydrations}?personId={Guid.NewGuid()}")).Is(200).Body["items"]!.AsArray(), item => (string?)item!["id"] == asked.Id);
        (await auditor.GetAsync($"{ArchiveDesk.Rehydrations}?personId=me")).Is(400);
    }

    private static async Task<IReadOnlyList<JsonNode>> ItemsAsync(Client staff, string list) => [.. (await staff.GetAsync(list)).Is(200).Body["items"]!.AsArray().Select(item => item!)];

    private static Task<Reply> DropAsync(Client staff, string enrolment) => staff.PostAsync($"{enrolment}/drop", new JsonObject { ["reason"] = "other" });

    private static string? Field(Reply refused) => (string?)Assert.Single(refused.Is(400).Body["errors"]!.AsArray())!["pointer"];

    private static string Plain(JsonNode item)
    {
        var plain = item.DeepClone().AsObject();
        plain.Remove("archivedAt");
        return plain.ToJsonString();
    }
}
