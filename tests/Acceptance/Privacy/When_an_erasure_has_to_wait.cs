using System.Text.Json.Nodes;
using Serverless.Acceptance.Writing;

namespace Serverless.Acceptance.Privacy;

[Trait("Requirement", "S6")]
[Trait("Requirement", "S99")]
public sealed class When_an_erasure_has_to_wait(ErasingApp app) : IClassFixture<ErasingApp>
{
    [Fact]
    public async Task A_legal_hold_stops_it_restricted_until_it_is_released()
    {
        var (staff, erasures) = await CastAsync();
        var person = await When_somebody_is_erased.RegisterAsync(staff);
        var hold = (await erasures.Officer.PostAsync("privacy/holds", new JsonObject { ["personId"] = person, ["kind"] = "litigation", ["reason"] = "A suit.", ["authority"] = "A court." })).Is(201).Id;
        var erasure = await erasures.RequestAsync(person);
        var held = await erasures.UntilAsync(erasure, "held");
        Assert.Equal((hold, "litigation"), ((string?)held["holds"]![0]!["holdId"], (string?)held["holds"]![0]!["kind"]));
        Assert.Equal("waiting", (string?)Erasures.Step(held, "holds")["status"]);
        Assert.Equal("held", (string?)(await RegisteredAsync(erasures, erasure))["status"]);
        Assert.Equal("restricted", (await RenameAsync(staff, person)).Is(409).Code);

        (await erasures.Officer.PostAsync($"privacy/holds/{person}/{hold}/release", new JsonObject { ["reason"] = "Settled." })).Is(200);
        await erasures.UntilAsync(erasure, "completed");
        Assert.Equal("completed", (string?)(await RegisteredAsync(erasures, erasure))["status"]);
        await erasures.IsProvedAsync(app.Site, erasure);
    }

    [Fact]
    public async Task Whoever_cancels_in_time_is_as_they_were_and_can_ask_again()
    {
        var (staff, erasures) = await CastAsync();
        var person = await When_somebody_is_erased.RegisterAsync(staff);
        var learner = await app.Site.ClientOfAsync(Guid.Parse(person), "learner");
        var hold = (await erasures.Officer.PostAsync("privacy/holds", new JsonObject { ["personId"] = person, ["kind"] = "claim", ["reason"] = "A claim.", ["authority"] = "Us." })).Is(201).Id;
        var erasure = (await learner.PostAsync(Erasures.List, Erasures.Body(person))).Is(202).Id;
        await erasures.UntilAsync(erasure, "held");
        (await learner.PostAsync($"{Erasures.List}/{erasure}/cancel")).Is(200);
        var cancelled = await erasures.UntilAsync(erasure, "cancelled");
        Assert.Equal(["identify", "restrict", "cancel"], cancelled["steps"]!.AsArray().Select(step => (string?)step!["step"]));
        Assert.Equal("cancelled", (string?)(await RegisteredAsync(erasures, erasure))["status"]);
        (await RenameAsync(staff, person)).Is(200);
        Assert.Equal("erasure-cancelled", (await learner.PostAsync($"{Erasures.List}/{erasure}/confirm")).Is(409).Code);

        (await erasures.Officer.PostAsync($"privacy/holds/{person}/{hold}/release", new JsonObject { ["reason"] = "Settled." })).Is(200);
        var next = (await learner.PostAsync(Erasures.List, Erasures.Body(person))).Is(202).Id;
        Assert.NotEqual(erasure, next);
        await erasures.UntilAsync(next, "completed");
        Assert.Equal("erasure-irrevocable", (await erasures.Officer.PostAsync($"{Erasures.List}/{next}/cancel")).Is(409).Code);
    }

    [Fact]
    public async Task Under_Indian_law_the_data_is_restricted_now_and_erased_in_a_year_by_the_rule_that_is_cited()
    {
        var (staff, erasures) = await CastAsync();
        var person = await When_somebody_is_erased.RegisterAsync(staff);
        var erasure = (await erasures.Officer.PostAsync(Erasures.List, Erasures.Body(person, requestedBy: "controller", jurisdiction: "dpdp"))).Is(202).Id;
        var waiting = await erasures.UntilAsync(erasure, "waiting", "statutory-period");
        Assert.Equal("DPDP Rules 2025, rule 8(3)", (string?)waiting["eraseRule"]);
        Assert.InRange((DateTimeOffset)waiting["eraseAt"]! - (DateTimeOffset)waiting["requestedAt"]!, TimeSpan.FromDays(365), TimeSpan.FromDays(367));
        Assert.Equal("restricted", (await RenameAsync(staff, person)).Is(409).Code);
        Assert.Equal("erasure-statutory-period", (await erasures.Officer.PostAsync($"{Erasures.List}/{erasure}/confirm")).Is(409).Code);
        (await erasures.Officer.PostAsync($"{Erasures.List}/{erasure}/cancel")).Is(200);
        await erasures.UntilAsync(erasure, "cancelled");
    }

    [Fact]
    public async Task Nobody_confirms_before_it_is_known_who_asks()
    {
        var (staff, erasures) = await CastAsync();
        var person = await When_somebody_is_erased.RegisterAsync(staff);
        var erasure = (await erasures.Officer.PostAsync(Erasures.List, Erasures.Body(person))).Is(202).Id;
        await erasures.UntilAsync(erasure, "received", "identification");
        Assert.Equal("erasure-not-identified", (await erasures.Officer.PostAsync($"{Erasures.List}/{erasure}/confirm")).Is(409).Code);
        (await RenameAsync(staff, person)).Is(200);
        (await erasures.Officer.PostAsync($"{Erasures.List}/{erasure}/identify", new JsonObject { ["method"] = "knownContact" })).Is(200);
        (await erasures.Officer.PostAsync($"{Erasures.List}/{erasure}/confirm")).Is(200);
        var completed = await erasures.UntilAsync(erasure, "completed");
        Assert.Equal(["requested", "identified", "confirmed"], completed["acts"]!.AsArray().Select(act => (string?)act!["kind"]));
    }

    private async Task<(Client Staff, Erasures Erasures)> CastAsync() => (await app.Site.ClientAsync("staff"), new Erasures(await app.Site.ClientAsync("dpo")));

    private static async Task<JsonNode> RegisteredAsync(Erasures erasures, string erasure) =>
        (await erasures.Officer.GetAsync("privacy/requests?pageSize=100")).Is(200).Body["items"]!.AsArray().Single(request => (string?)request!["id"] == erasure)!;

    private static async Task<Reply> RenameAsync(Client staff, string person) =>
        await staff.PatchAsync($"people/{person}", new JsonObject { ["name"] = "Grace" }, (await staff.GetAsync($"people/{person}")).Is(200).ETag);
}
