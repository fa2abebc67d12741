using System.Text.Json.Nodes;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Privacy;

/// <summary>GDPR Art. 33 and 34, over the whole app.</summary>
[Collection(nameof(RegisterSite))]
public sealed class When_a_breach_is_found(RegisterSite site)
{
    private const string Canary = "Canary-in-a-breach";

    [Fact]
    public async Task It_is_assessed_contained_notified_and_closed_and_its_texts_are_sealed()
    {
        var breach = await ReportAsync(hoursAgo: 1);
        var open = await site.GetAsync(breach);
        Assert.Equal(("open", "notAssessed", 70, $"{Canary}: a laptop was stolen."), ((string)open["status"]!, (string)open["risk"]!, (int)open["hoursLeft"]!, (string)open["description"]!));

        await site.PostAsync(breach + "/assess", new JsonObject
        {
            ["risk"] = "high", ["concerned"] = new JsonArray("learners"), ["dataClasses"] = new JsonArray("contact", "performance"), ["approximatePeople"] = 40, ["consequences"] = $"{Canary}: spam.",
        });
        var refused = await site.SendAsync("dpo", HttpMethod.Post, breach + "/close");
        Assert.Equal((409, "breach-not-dealt-with"), (refused.Status, (string?)refused.Body["code"]));
        Assert.Equal(["/containment", "/authorityNotifiedAt", "/peopleNotifiedAt"], refused.Body["errors"]!.AsArray().Select(missing => (string)missing!["pointer"]!));

        await site.PostAsync(breach + "/contain", new JsonObject { ["containment"] = $"{Canary}: it was wiped." });
        await site.PostAsync(breach + "/notify-authority", new JsonObject { ["authorityReference"] = "BfDI-2027-1" });
        Assert.Null((await site.GetAsync(breach))["hoursLeft"]);
        await site.PostAsync(breach + "/notify-people", new JsonObject { ["exemption"] = "unintelligible" });
        await site.PostAsync(breach + "/close");

        var closed = await site.GetAsync(breach, "auditor");
        Assert.Equal(("closed", null, "BfDI-2027-1"), ((string)closed["status"]!, closed["description"], (string)closed["authorityReference"]!));
        Assert.DoesNotContain(await site.DocumentsAsync("breaches"), document => document.Contains(Canary, StringComparison.Ordinal));
        Assert.DoesNotContain(Canary, site.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "S97")]
    public async Task Its_72_hours_are_watched_and_a_late_notification_says_why()
    {
        var (near, missed) = (await ReportAsync(hoursAgo: 30), await ReportAsync(hoursAgo: 80));
        await Deadline.UntilAsync("both are told", async () =>
        {
            await site.RunAsync("WatchBreaches");
            return (bool)(await site.GetAsync(near))["escalated"]! && (bool)(await site.GetAsync(missed))["escalated"]!;
        });
        Assert.Equal((false, true), ((bool)(await site.GetAsync(near))["overdue"]!, (bool)(await site.GetAsync(missed))["overdue"]!));
        var refused = await site.SendAsync("dpo", HttpMethod.Post, missed + "/notify-authority", []);
        Assert.Equal((400, "/lateReason"), (refused.Status, (string?)refused.Body["errors"]![0]!["pointer"]));
        await site.PostAsync(missed + "/notify-authority", new JsonObject { ["lateReason"] = "Nobody could reach them." });
        Assert.Contains(await IdsAsync("open"), id => missed.EndsWith(id, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "S131")]
    public async Task Only_officers_report_and_only_they_and_auditors_look()
    {
        foreach (var role in new[] { "staff", "reviewer", "operator", "learner" }) Assert.Equal(403, (await site.SendAsync(role, HttpMethod.Get, "privacy/breaches")).Status);
        Assert.Equal(403, (await site.SendAsync("auditor", HttpMethod.Post, "privacy/breaches", Report(hoursAgo: 1))).Status);
    }

    private static JsonObject Report(int hoursAgo) => new() { ["description"] = $"{Canary}: a laptop was stolen.", ["awareAt"] = TimeProvider.System.GetUtcNow().AddHours(-hoursAgo).ToString("O") };

    /// <returns>Its address.</returns>
    private async Task<string> ReportAsync(int hoursAgo) => $"privacy/breaches/{(string)(await site.PostAsync("privacy/breaches", Report(hoursAgo)))["id"]!}";

    private async Task<IReadOnlyList<string>> IdsAsync(string status) =>
        [.. (await site.GetAsync($"privacy/breaches?status={status}&pageSize=100"))["items"]!.AsArray().Select(item => (string)item!["id"]!)];
}
