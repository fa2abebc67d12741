using System.Text.Json.Nodes;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Privacy;

[Trait("Requirement", "S14")]
[Trait("Requirement", "S15")]
[Collection(nameof(AuditedApp))]
public sealed class When_somebody_reads_personal_data(AuditedApp app)
{
    [Fact]
    [Trait("Requirement", "S127")]
    public async Task The_person_learns_who_has_seen_which_of_their_fields_and_for_what()
    {
        var ada = await app.RegisterAsync("Ada Example");
        var staff = await app.TokenAsync(personId: null, "staff");
        await app.SendAsync(staff, HttpMethod.Get, $"people/{ada}", from: "203.0.113.77");

        var herself = await app.TokenAsync(ada, "learner");
        var log = await app.GetAsync(herself, $"people/{ada}/access-log");
        var (read, registered) = (log["items"]![0]!, log["items"]![1]!);
        Assert.Equal(("GetPerson", "read", "tenant", "203.0.113.0/24"), (Text(read, "function"), Text(read, "kind"), Text(read, "behalf"), Text(read, "from")));
        Assert.Equal("Read a person", Text(read, "does"));
        Assert.Equal(["/email", "/name"], Texts(read["records"]![0]!, "shown"));
        Assert.Equal([$"{ada}"], Texts(read["records"]![0]!, "ids"));
        Assert.Equal(["administration", "communication"], Texts(read, "purposes"));
        Assert.Equal("write", Text(registered, "kind"));
        Assert.Equal(["/email", "/name"], Texts(registered["records"]![0]!, "written"));
        Assert.Matches("^[0-9a-f]{32}$", Text(read, "traceId"));

        // To have looked is entered too, and on her own behalf.
        var looked = (await app.GetAsync(herself, $"people/{ada}/access-log"))["items"]![0]!;
        Assert.Equal(("ReadAccessLog", "auditRead", "subject"), (Text(looked, "function"), Text(looked, "kind"), Text(looked, "behalf")));
    }

    [Fact]
    public async Task Lists_searches_and_overviews_are_entered_with_each_person_whom_they_show()
    {
        var (ada, alan) = (await app.RegisterAsync("Quentin Example"), await app.RegisterAsync("Quentin Sample"));
        var staff = await app.TokenAsync(personId: null, "staff");
        await Deadline.UntilAsync("the directory finds both", async () => (await app.GetAsync(staff, "people?name=quentin"))["items"]!.AsArray().Count == 2);
        var found = (await app.LogAsync(alan)).First(entry => Text(entry, "function") == "ListPeople");
        Assert.Equal(["people-directory /name"], found["records"]!.AsArray().Select(one => $"{one!["type"]} {string.Join(' ', Texts(one, "shown"))}"));

        await app.GetAsync(staff, "people?status=active&pageSize=100");
        await app.GetAsync(staff, $"people/{ada}/overview");
        foreach (var person in new[] { ada, alan })
        {
            var listed = (await app.LogAsync(person)).First(entry => Text(entry, "function") == "ListPeople");
            Assert.Equal(["person /email /name"], listed["records"]!.AsArray().Select(one => $"{one!["type"]} {string.Join(' ', Texts(one, "shown"))}"));
        }

        Assert.Contains("GetPersonOverview", Functions(await app.LogAsync(ada)));
        Assert.DoesNotContain("GetPersonOverview", Functions(await app.LogAsync(alan)));
    }

    [Fact]
    public async Task What_is_masked_or_personal_to_nobody_leaves_nothing()
    {
        var ada = await app.RegisterAsync("Ada Example");
        var programme = await app.PublishAsync();
        var (auditor, operators, staff) = (await app.TokenAsync(personId: null, "auditor"), await app.TokenAsync(personId: null, "operator"), await app.TokenAsync(personId: null, "staff"));
        var before = await app.EntriesAsync();
        await app.GetAsync(staff, "health");
        await app.GetAsync(operators, "operations/metrics");
        await app.GetAsync(staff, $"programmes/{programme}");
        await app.GetAsync(staff, "reports/attendance?from=2027-01-01&to=2027-01-31");
        await app.GetAsync(auditor, $"people/{ada}/consents");

        Assert.Equal(before, await app.EntriesAsync());
    }

    [Fact]
    public async Task Nobody_but_the_person_and_the_officer_reads_a_log()
    {
        var (ada, alan) = (await app.RegisterAsync("Ada Example"), await app.RegisterAsync("Alan Example"));
        foreach (var token in new[] { await app.TokenAsync(alan, "learner"), await app.TokenAsync(personId: null, "staff", "reviewer", "operator", "auditor") })
            Assert.Equal(403, (await app.SendAsync(token, HttpMethod.Get, $"people/{ada}/access-log")).Status);
    }

    [Fact]
    public async Task Auditors_find_what_an_account_has_done_and_no_values()
    {
        var ada = await app.RegisterAsync("Ada Example");
        var staff = await app.TokenAsync(personId: null, "staff");
        await app.GetAsync(staff, $"people/{ada}");
        var auditor = await app.TokenAsync(personId: null, "auditor");
        var caller = Text((await app.LogAsync(ada))[0], "callerId");

        var found = (await app.GetAsync(auditor, $"audit?personId={ada}&function=GetPerson&kind=read&from=2000-01-01T00:00:00Z"))["items"]!.AsArray();
        var entry = Assert.Single(found)!;
        Assert.Equal(($"{ada}", null), (Text(entry, "subjectId"), (string?)entry["from"]));
        Assert.DoesNotContain("Ada", found.ToJsonString(), StringComparison.Ordinal);
        Assert.NotEmpty((await app.GetAsync(auditor, $"audit?callerId={caller}&pageSize=2"))["items"]!.AsArray());
        Assert.Empty((await app.GetAsync(auditor, "audit?callerId=nobody"))["items"]!.AsArray());
        // Searches over all are entered with the audit itself, and those about a person with the person.
        Assert.Contains("SearchAudit", Functions(await app.LogAsync(ada)));

        var (status, problem) = await app.SendAsync(auditor, HttpMethod.Get, "audit?personId=x&kind=looked&from=yesterday");
        Assert.Equal((400, "/personId /kind /from"), (status, string.Join(' ', problem["errors"]!.AsArray().Select(one => (string?)one!["pointer"]))));
    }

    [Fact]
    public async Task What_cannot_be_entered_is_not_shown_and_what_was_done_is_answered_later()
    {
        var ada = await app.RegisterAsync("Ada Example");
        var staff = await app.TokenAsync(personId: null, "staff");
        var rule = app.Store.Faults.Add(new FaultRule { Action = FaultAction.ServiceUnavailable, Container = "audit" });
        var (status, body) = await app.SendAsync(staff, HttpMethod.Get, $"people/{ada}");
        Assert.Equal((503, "store-unavailable"), (status, Text(body, "code")));
        Assert.DoesNotContain("Ada", body.ToJsonString(), StringComparison.Ordinal);
        var alan = new JsonObject { ["name"] = "Alan Example", ["email"] = $"{Guid.NewGuid():N}@example.org", ["language"] = "en" };
        var key = Guid.NewGuid().ToString();
        Assert.Equal(503, (await app.SendAsync(staff, HttpMethod.Post, "people", alan.DeepClone().AsObject(), key)).Status);
        app.Store.Faults.Remove(rule);

        var (repeated, person) = await app.SendAsync(staff, HttpMethod.Post, "people", alan, key);
        Assert.Equal(201, repeated);
        var entry = Assert.Single(await app.LogAsync((Guid)person["id"]!));
        Assert.Equal("RegisterPerson", Text(entry, "function"));
    }

    [Fact]
    public async Task A_process_that_ends_between_the_record_and_its_entry_leaves_the_entry_to_the_repetition()
    {
        var staff = await app.TokenAsync(personId: null, "staff");
        var (key, alan) = (Guid.NewGuid().ToString(), new JsonObject { ["name"] = "Alan Example", ["email"] = $"{Guid.NewGuid():N}@example.org", ["language"] = "en" });
        var rule = app.Store.Faults.Add(new FaultRule { Action = FaultAction.Delay, Delay = TimeSpan.FromMinutes(1), Operation = RequestKind.CreateItem, Container = "audit" });
        app.Store.Requests.Reset();
        var lost = Task.Run(() => app.SendAsync(staff, HttpMethod.Post, "people", alan.DeepClone().AsObject(), key));
        await Deadline.UntilAsync("the person is stored", () => app.Store.Requests[RequestKind.Batch] > 0);
        await app.KillAndRestartAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => lost);
        app.Store.Faults.Remove(rule);

        var (status, person) = await app.SendAsync(await app.TokenAsync(personId: null, "staff"), HttpMethod.Post, "people", alan, key);
        Assert.Equal(201, status);
        Assert.Equal(["RegisterPerson"], Functions(await app.LogAsync((Guid)person["id"]!)));
    }

    /// <summary>Nobody asks for a certificate that follows from the last fact; the one who told that fact is named.</summary>
    [Fact]
    public async Task What_follows_by_itself_is_entered_with_who_caused_it()
    {
        var ada = await app.RegisterAsync("Ada Example");
        var programme = await app.PublishAsync();
        var staff = await app.TokenAsync(personId: null, "staff", "reviewer");
        var application = (string)(await app.PostAsync(staff, $"people/{ada}/applications", new JsonObject { ["programmeId"] = programme, ["motivation"] = "I want to learn it." }))["id"]!;
        foreach (var step in new[] { "submit", "review", "accept" }) await app.PostAsync(staff, $"people/{ada}/applications/{application}/{step}");
        JsonNode? enrolment = null;
        await Deadline.UntilAsync("she is enrolled", async () => (enrolment = (await app.GetAsync(staff, $"people/{ada}/enrolments"))["items"]!.AsArray().FirstOrDefault()) is not null);
        await app.PostAsync(staff, $"people/{ada}/enrolments/{enrolment!["id"]}/complete");

        JsonNode? issued = null;
        await Deadline.UntilAsync("her certificate is entered", async () => (issued = (await app.LogAsync(ada)).FirstOrDefault(entry => Text(entry["records"]![0]!, "type") == "certificate")) is not null);
        Assert.Equal(("write", "cause"), (Text(issued!, "kind"), Text(issued!, "behalf")));
        Assert.Equal(["/holderName"], Texts(issued!["records"]![0]!, "written"));
    }

    private static List<string> Functions(IEnumerable<JsonNode> log) => [.. log.Select(entry => Text(entry, "function"))];

    private static string Text(JsonNode node, string name) => (string)node[name]!;

    private static List<string> Texts(JsonNode node, string name) => [.. node[name]!.AsArray().Select(one => (string)one!)];
}
