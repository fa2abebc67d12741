using System.Text.Json.Nodes;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;
using static Serverless.Acceptance.Operations.FeatureSites;

namespace Serverless.Acceptance.Operations;

/// <summary>Programmes say where people join, or do not, as the feature is switched; no process is started anew for it.</summary>
[Collection(nameof(FeatureSites))]
[Trait("Requirement", "S84")]
public sealed class When_a_schema_changes_behind_a_feature(FeatureSites sites)
{
    private const string Address = "https://meet.example.org/welding";

    [Fact]
    public async Task Off_it_is_refused_and_hidden_and_what_was_stored_while_it_was_on_is_kept()
    {
        var (site, _) = sites.NewTenant();
        var staff = await site.ClientAsync("staff");
        await SwitchAsync(site, enabled: false);
        Assert.Equal(["/joinAt is not declared"], Errors((await staff.PostAsync("programmes", Draft(Address))).Is(400), "invalid"));

        await SwitchAsync(site, enabled: true);
        Assert.Equal(["/joinAt is not an absolute https address without a user's name or password"], Errors((await staff.PostAsync("programmes", Draft("http://x.example"))).Is(400), "programme-invalid"));
        var key = Guid.NewGuid().ToString();
        var drafted = await SentAsync(staff, key);
        Assert.Equal(Address, (string?)drafted.Is(201).Body["joinAt"]);
        var address = $"programmes/{drafted.Id}";
        Assert.Equal((Address, Address), ((string?)(await staff.GetAsync(address)).Body["joinAt"], (string?)Listed(await staff.GetAsync("programmes"))["joinAt"]));

        await SwitchAsync(site, enabled: false);
        Assert.False((await staff.GetAsync(address)).Is(200).Body.ContainsKey("joinAt"));
        Assert.False(Listed(await staff.GetAsync("programmes")).ContainsKey("joinAt"));
        Assert.Equal(["/joinAt is not declared"], Errors((await staff.PatchAsync(address, new JsonObject { ["joinAt"] = null }, "*")).Is(400), "invalid"));
        var changed = (await staff.PatchAsync(address, new JsonObject { ["title"] = "Brazing" }, drafted.ETag)).Is(200);
        Assert.Equal(("Brazing", false), ((string?)changed.Body["title"], changed.Body.ContainsKey("joinAt")));

        await SwitchAsync(site, enabled: true);
        var again = (await staff.GetAsync(address)).Is(200).Body;
        Assert.Equal(("Brazing", Address), ((string?)again["title"], (string?)again["joinAt"]));
        Assert.True((await SentAsync(staff, key)).IsReplayed);
        Assert.False((await staff.PatchAsync(address, new JsonObject { ["joinAt"] = null }, "*")).Is(200).Body.ContainsKey("joinAt"));
    }

    [Fact]
    public async Task A_command_that_is_repeated_while_it_is_off_does_not_tell_what_it_told_before()
    {
        var (site, _) = sites.NewTenant();
        var staff = await site.ClientAsync("staff");
        await SwitchAsync(site, enabled: true);
        var programme = (await staff.PostAsync("programmes", Draft(Address))).Is(201).Id;
        var key = Guid.NewGuid().ToString();
        Task<Reply?> PublishAsync() => staff.TryAsync(HttpMethod.Post, $"programmes/{programme}/publish", body: null, version: null, key, CancellationToken.None);
        Assert.Equal(Address, (string?)(await PublishAsync())!.Is(200).Body["joinAt"]);
        await SwitchAsync(site, enabled: false);
        var repeated = (await PublishAsync())!.Is(200);
        Assert.Equal((true, false), (repeated.IsReplayed, repeated.Body.ContainsKey("joinAt")));
    }

    [Fact]
    public async Task It_is_on_for_one_tenant_and_off_for_another_until_the_tenant_goes_with_all_again()
    {
        var ((one, _), (other, _)) = (sites.NewTenant(), sites.NewTenant());
        var (staff, others, operating) = (await one.ClientAsync("staff"), await other.ClientAsync("staff"), await one.ClientAsync("operator"));
        await SwitchAsync(one, enabled: true);
        (await staff.PostAsync("programmes", Draft(Address))).Is(201);
        (await others.PostAsync("programmes", Draft(Address))).Is(400);

        (await operating.PutAsync(Feature, Switch(enabled: true, tenant: null))).Is(200);
        (await others.PostAsync("programmes", Draft(Address))).Is(201);
        await SwitchAsync(other, enabled: false);
        (await others.PostAsync("programmes", Draft(Address))).Is(400);
        (await operating.PostAsync($"{Feature}/reset", new JsonObject { ["tenantId"] = other.Tenant, ["reason"] = "As all" })).Is(200);
        (await others.PostAsync("programmes", Draft(Address))).Is(201);

        (await operating.PutAsync(Feature, Switch(enabled: false, tenant: null))).Is(200);
        (await others.PostAsync("programmes", Draft(Address))).Is(400);
        (await staff.PostAsync("programmes", Draft(Address))).Is(201);
    }

    [Fact]
    public async Task A_process_that_was_not_asked_learns_of_it_while_it_runs()
    {
        var (one, other) = sites.NewTenant();
        var staff = await other.ClientAsync("staff");
        await SwitchAsync(one, enabled: false);
        await Deadline.UntilAsync("the other process refuses it", async () => (await staff.PostAsync("programmes", Draft(Address))).Status == 400);
        await SwitchAsync(one, enabled: true);
        await Deadline.UntilAsync("the other process accepts it", async () => (await staff.PostAsync("programmes", Draft(Address))).Status == 201);
    }

    private static JsonObject Listed(Reply page) => page.Is(200).Body["items"]![0]!.AsObject();

    private static async Task<Reply> SentAsync(Client staff, string key) =>
        (await staff.TryAsync(HttpMethod.Post, "programmes", Draft(Address), version: null, key, CancellationToken.None))!;

    private static IEnumerable<string> Errors(Reply reply, string code)
    {
        Assert.Equal(code, reply.Code);
        return reply.Body["errors"]!.AsArray().Select(error => $"{error!["pointer"]} {error["reason"]}");
    }

    private static JsonObject Draft(string joinAt) => new()
    {
        ["title"] = "Welding",
        ["description"] = "For beginners.",
        ["language"] = "en",
        ["starts"] = "2035-03-01",
        ["ends"] = "2035-03-31",
        ["capacity"] = 20,
        ["joinAt"] = joinAt,
        ["sessions"] = new JsonArray(new JsonObject
        {
            ["id"] = "6c1d8f0e-52b7-4e39-9a40-1f0f6e7b2d11", ["title"] = "Kick-off", ["format"] = "online", ["starts"] = "2035-03-01T09:00:00Z", ["ends"] = "2035-03-01T11:00:00Z",
        }),
        ["completion"] = new JsonObject { ["minimumAttendance"] = 80, ["minimumPoints"] = 0, ["requiredTasks"] = new JsonArray() },
    };
}
