using System.Globalization;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Learning;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Lifecycle;

public sealed class When_what_is_over_is_archived(LifecycleSite site) : IClassFixture<LifecycleSite>
{
    [Fact]
    [Trait("Requirement", "S54")]
    [Trait("Requirement", "S55")]
    [Trait("Requirement", "S57")]
    public async Task A_completed_enrolment_moves_and_is_still_there_and_what_may_not_be_touched_stays()
    {
        var (tenant, academy, archivals) = await site.NewTenantAsync();
        var officer = await tenant.ClientAsync("dpo");
        var (moved, held, restricted) = (
            await LifecycleSite.CompletedAsync(academy, "Ada"), await LifecycleSite.CompletedAsync(academy, "Bob"), await LifecycleSite.CompletedAsync(academy, "Cem"));
        (await officer.PostAsync("privacy/holds", new() { ["personId"] = held.PersonId, ["kind"] = "claim", ["reason"] = "A claim.", ["authority"] = "A court." })).Is(201);
        (await officer.PostAsync("privacy/restrictions", new() { ["personId"] = restricted.PersonId, ["ground"] = "objection", ["reason"] = "They object." })).Is(201);
        var before = (await academy.Staff.GetAsync(moved.Enrolment)).Is(200).Body;
        var others = await EnrolmentsOfAsync(academy, held, restricted);

        var said = await archivals.RunAsync("enrolments", dryRun: true);
        Assert.Null((await academy.Staff.GetAsync(moved.Enrolment)).Is(200).Body["archivedAt"]);
        var done = await archivals.RunAsync("enrolments");

        Assert.Equal((1, 2), ((int)done["records"]!, (int)done["leftAlone"]!));
        Assert.All(["records", "events", "bytes", "leftAlone"], number => Assert.Equal((long)done[number]!, (long)said[number]!));
        var month = Assert.Single(done["months"]!.AsArray())!;
        Assert.Equal((1, 1), ((int)month["leftAlone"]!["legalHold"]!, (int)month["leftAlone"]!["restricted"]!));
        Assert.True((double)done["requestUnits"]! > 0);
        var after = (await academy.Staff.GetAsync(moved.Enrolment)).Is(200).Body;
        Assert.InRange((DateTimeOffset)after["archivedAt"]!, (DateTimeOffset)done["requestedAt"]!, (DateTimeOffset)done["endedAt"]!);
        Assert.All(before, field => Assert.True(JsonNode.DeepEquals(field.Value, after[field.Key]), field.Key));
        Assert.Equal("archived", (await academy.Staff.PostAsync($"{moved.Enrolment}/drop", new() { ["reason"] = "other" })).Is(409).Code);
        Assert.Equal(others, await EnrolmentsOfAsync(academy, held, restricted));
        Assert.Null(Assert.Single((await moved.Own.GetAsync(moved.Certificates)).Is(200).Body["items"]!.AsArray())!["archivedAt"]);
        Assert.Equal([(string)done["id"]!, (string)said["id"]!], (await archivals.ListAsync()).Is(200).Body["items"]!.AsArray().Select(one => (string)one!["id"]!));
    }

    [Fact]
    [Trait("Requirement", "S57")]
    [Trait("Requirement", "S100")]
    public async Task What_is_only_kept_for_a_time_is_deleted_after_it()
    {
        var (_, academy, archivals) = await site.NewTenantAsync();
        var (rejected, open) = (await academy.ApplicantAsync("Ada"), await academy.ApplicantAsync("Bob"));
        var application = (string)(await rejected.Own.GetAsync($"people/{rejected.PersonId}/applications")).Is(200).Body["items"]!.AsArray().Single()!["id"]!;
        (await academy.Staff.PostAsync($"people/{rejected.PersonId}/applications/{application}/reject", new() { ["reason"] = "programmeFull" })).Is(200);

        var done = await archivals.RunAsync("applications");

        Assert.Equal((1, 4, 0), ((int)done["records"]!, (int)done["events"]!, (int)done["bytes"]!));
        Assert.Equal(404, (await academy.Staff.GetAsync($"people/{rejected.PersonId}/applications/{application}")).Status);
        Assert.Single((await academy.Staff.GetAsync($"people/{open.PersonId}/applications")).Is(200).Body["items"]!.AsArray());
    }

    [Fact]
    [Trait("Requirement", "S57")]
    [Trait("Requirement", "S130")]
    public async Task Every_night_what_is_due_in_any_tenant_goes_without_anybody_asking()
    {
        var (one, other) = (await site.NewTenantAsync(), await site.NewTenantAsync());
        var students = new[] { await LifecycleSite.CompletedAsync(one.Academy, "Ada"), await LifecycleSite.CompletedAsync(other.Academy, "Bob") };
        var idle = await site.NewTenantAsync();

        await site.RunAsync("SweepRetiredRecords");
        var first = await SweptAsync(one.Archivals);
        await SweptAsync(other.Archivals);
        // The timer may be told again.
        await site.RunAsync("SweepRetiredRecords");

        Assert.Equal(("enrolments", "retention-sweep", 1), ((string)first["domain"]!, (string)first["requestedBy"]!, (int)first["records"]!));
        Assert.Equal((string)first["id"]!, (string)(await SweptAsync(one.Archivals))["id"]!);
        Assert.NotNull((await one.Academy.Staff.GetAsync(students[0].Enrolment)).Is(200).Body["archivedAt"]);
        Assert.NotNull((await other.Academy.Staff.GetAsync(students[1].Enrolment)).Is(200).Body["archivedAt"]);
        Assert.Empty((await idle.Archivals.ListAsync()).Is(200).Body["items"]!.AsArray());

        static async Task<JsonObject> SweptAsync(Archivals archivals)
        {
            await Deadline.UntilAsync("the sweep has begun", async () => (await archivals.ListAsync()).Is(200).Body["items"]!.AsArray().Count > 0);
            return await archivals.UntilAsync((string)Assert.Single((await archivals.ListAsync()).Body["items"]!.AsArray())!["id"]!, "completed");
        }
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_named()
    {
        var (tenant, _, archivals) = await site.NewTenantAsync();
        Assert.Equal("/domain", Pointer((await archivals.AskAsync("nonsense")).Is(400).Body));
        Assert.Equal("/domain", Pointer((await archivals.AskAsync("consents")).Is(400).Body));
        Assert.Equal("/before", Pointer((await archivals.AskAsync("enrolments", before: "2099-01-01T00:00:00Z")).Is(400).Body));
        Assert.Equal("/before", Pointer((await archivals.AskAsync("attendance", before: TimeProvider.System.GetUtcNow().AddMonths(-11).ToString("O", CultureInfo.InvariantCulture))).Is(400).Body));
        Assert.Equal("archival-not-found", (await archivals.CancelAsync($"{Guid.NewGuid()}")).Is(404).Code);
        Assert.Equal(403, (await (await tenant.ClientAsync("staff")).GetAsync("lifecycle/archivals")).Status);

        static string Pointer(JsonObject problem) => (string)Assert.Single(problem["errors"]!.AsArray())!["pointer"]!;
    }

    [Fact]
    public async Task One_archival_of_a_domain_is_under_way_and_can_be_ended()
    {
        var (_, academy, archivals) = await site.NewTenantAsync();
        var student = await LifecycleSite.CompletedAsync(academy, "Ada");
        var rule = site.Store.Faults.Add(new FaultRule { Action = FaultAction.DelayAnswer, Operation = RequestKind.UpsertItem, Container = "archives", Delay = TimeSpan.FromHours(1) });
        var first = (await archivals.AskAsync("enrolments")).Is(202).Id;
        await Deadline.UntilAsync("it writes", () => site.Store.Faults.List().Single().Applied > 0);

        var refused = await archivals.AskAsync("enrolments");
        Assert.Equal((409, "archival-running"), (refused.Status, refused.Code));
        Assert.Contains(first, (string)refused.Body["detail"]!, StringComparison.Ordinal);
        (await archivals.AskAsync("enrolments", dryRun: true)).Is(202);
        Assert.Equal("cancelling", (string)(await archivals.CancelAsync(first)).Is(200).Body["status"]!);
        site.Store.Faults.Remove(rule);
        var ended = await archivals.UntilAsync(first, "cancelled");

        Assert.Equal((string)ended["requestedBy"]!, (string?)ended["cancelledBy"]);
        await archivals.RunAsync("enrolments");
        Assert.NotNull((await academy.Staff.GetAsync(student.Enrolment)).Is(200).Body["archivedAt"]);
    }

    private static async Task<IReadOnlyList<string>> EnrolmentsOfAsync(Academy academy, params Academy.Student[] students)
    {
        var found = new List<string>();
        foreach (var student in students) found.Add((await academy.Staff.GetAsync(student.Enrolment)).Is(200).Body.ToJsonString());
        return found;
    }
}
