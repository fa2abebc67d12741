using System.Text.Json.Nodes;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Privacy;

/// <summary>GDPR Art. 12(3), over the whole app.</summary>
[Collection(nameof(RegisterSite))]
public sealed class When_a_deadline_comes_near(RegisterSite site)
{
    private readonly Guid _person = Guid.NewGuid();

    [Fact]
    [Trait("Requirement", "S97")]
    public async Task Officers_are_told_by_message_log_and_register_and_by_nothing_that_names_the_person()
    {
        var (near, missed) = (await EnterAsync(daysAgo: 0), await EnterAsync(daysAgo: 60));
        await UntilAsync(near, request => (bool)request["escalated"]!);
        await UntilAsync(missed, request => (bool)request["escalated"]!);

        Assert.False((bool)(await ReadAsync(near))["overdue"]!);
        var late = await ReadAsync(missed);
        Assert.Equal((true, true), ((bool)late["overdue"]!, (int)late["daysLeft"]! < 0));
        await Deadline.UntilAsync("both are named in warnings", () =>
            site.Output.Contains($"The deadline of the privacy-request {near} of academy is Near", StringComparison.Ordinal)
            && site.Output.Contains($"The deadline of the privacy-request {missed} of academy is Missed", StringComparison.Ordinal));
        Assert.DoesNotContain(_person.ToString(), site.Output, StringComparison.Ordinal);
        var queues = (await site.GetAsync("operations/metrics", "operator"))["queues"]!.AsArray();
        Assert.True((long)queues.Single(queue => (string)queue!["name"]! == "privacy/officers")!["active"]! >= 2);
    }

    [Fact]
    public async Task It_is_found_by_the_day_until_it_is_answered()
    {
        var request = await EnterAsync(daysAgo: 3);
        var by = DateTimeOffset.Parse((string)(await ReadAsync(request))["respondBy"]!, System.Globalization.CultureInfo.InvariantCulture);
        var due = $"privacy/requests?kind=objection&pageSize=100&due={by.AddDays(1):yyyy-MM-dd}";
        Assert.Contains(request, await IdsAsync(due));
        Assert.DoesNotContain(request, await IdsAsync($"privacy/requests?pageSize=100&due={by.AddDays(-2):yyyy-MM-dd}"));

        await site.PostAsync(Address(request) + "/accept");
        await site.PostAsync(Address(request) + "/complete");
        Assert.DoesNotContain(request, await IdsAsync(due));
        var answered = await ReadAsync(request);
        Assert.Equal(("completed", false, null), ((string)answered["status"]!, (bool)answered["overdue"]!, answered["daysLeft"]));
        Assert.Equal("privacy-request-ended", (string?)(await site.SendAsync("dpo", HttpMethod.Post, Address(request) + "/cancel")).Body["code"]);
    }

    [Fact]
    public async Task It_is_extended_by_two_months_with_a_reason_and_once()
    {
        var request = await EnterAsync(daysAgo: 10);
        var before = (DateTimeOffset)(await ReadAsync(request))["respondBy"]!;
        await site.PostAsync(Address(request) + "/extend", new JsonObject { ["reason"] = "numberOfRequests" });
        var extended = await ReadAsync(request);
        Assert.InRange(((DateTimeOffset)extended["respondBy"]! - before).TotalDays, 57, 63);
        Assert.Equal(("numberOfRequests", "GDPR Art. 12(3): extended to three months from receipt"), ((string)extended["extensionReason"]!, (string)extended["rule"]!));
        Assert.Equal("extended-before", (string?)(await site.SendAsync("dpo", HttpMethod.Post, Address(request) + "/extend", new JsonObject { ["reason"] = "complexity" })).Body["code"]);

        var late = await EnterAsync(daysAgo: 60);
        Assert.Equal("too-late-to-extend", (string?)(await site.SendAsync("dpo", HttpMethod.Post, Address(late) + "/extend", new JsonObject { ["reason"] = "complexity" })).Body["code"]);
    }

    [Fact]
    public async Task It_is_refused_with_a_reason_that_is_one_of_the_laws()
    {
        var request = await EnterAsync(daysAgo: 1);
        Assert.Equal(400, (await site.SendAsync("dpo", HttpMethod.Post, Address(request) + "/refuse", new JsonObject { ["reason"] = "because" })).Status);
        await site.PostAsync(Address(request) + "/refuse", new JsonObject { ["reason"] = "compellingGrounds" });
        Assert.Equal("compellingGrounds", (string?)(await ReadAsync(request))["reason"]);
    }

    [Fact]
    [Trait("Requirement", "S131")]
    public async Task Auditors_read_the_register_and_write_nothing_and_nobody_else_sees_it()
    {
        var request = await EnterAsync(daysAgo: 2);
        Assert.Equal(200, (await site.SendAsync("auditor", HttpMethod.Get, Address(request))).Status);
        Assert.Equal(403, (await site.SendAsync("auditor", HttpMethod.Post, Address(request) + "/accept")).Status);
        foreach (var role in new[] { "staff", "reviewer", "operator", "learner" })
            Assert.Equal(403, (await site.SendAsync(role, HttpMethod.Get, "privacy/requests")).Status);
    }

    [Fact]
    public async Task What_a_process_answers_is_started_there()
    {
        var body = Letter(daysAgo: 0);
        body["kind"] = "erasure";
        var refused = await site.SendAsync("dpo", HttpMethod.Post, $"privacy/requests/{_person}", body);
        Assert.Equal((400, "/kind"), (refused.Status, (string?)refused.Body["errors"]![0]!["pointer"]));
    }

    private static JsonObject Letter(int daysAgo) => new()
    {
        ["kind"] = "objection", ["jurisdiction"] = "gdpr", ["requestedBy"] = "subject", ["receivedAt"] = TimeProvider.System.GetUtcNow().AddDays(-daysAgo).AddMinutes(-1).ToString("O"),
    };

    private string Address(Guid request) => $"privacy/requests/{_person}/{request}";

    private async Task<Guid> EnterAsync(int daysAgo) => (Guid)(await site.PostAsync($"privacy/requests/{_person}", Letter(daysAgo)))["id"]!;

    private Task<JsonObject> ReadAsync(Guid request) => site.GetAsync(Address(request));

    private async Task<IReadOnlyList<Guid>> IdsAsync(string address) => [.. (await site.GetAsync(address, "auditor"))["items"]!.AsArray().Select(item => (Guid)item!["id"]!)];

    private Task UntilAsync(Guid request, Func<JsonObject, bool> isSo) => Deadline.UntilAsync("the watch has told of it", async () =>
    {
        await site.RunAsync("WatchPrivacyRequests");
        return isSo(await ReadAsync(request));
    });
}
