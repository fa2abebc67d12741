using System.Net;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Privacy.Scanning;
using Serverless.Acceptance.Writing;
using Serverless.Functions.Domains.Certificates;
using Serverless.Functions.Domains.Consents;
using Serverless.Functions.Domains.Enrolments;
using Serverless.Functions.Domains.People;
using Serverless.Functions.Domains.Submissions;
using Serverless.Kernel.Declarations;

namespace Serverless.Acceptance.Privacy;

/// <summary>GDPR Art. 15 and 20: all that is kept, with what happened to it, and why it is kept.</summary>
public sealed class When_somebody_asks_for_their_data(ExportSite app) : IClassFixture<ExportSite>
{
    private Guid Person => app.Life.PersonId;

    [Fact]
    [Trait("Requirement", "S11")]
    [Trait("Requirement", "S71")]
    public async Task They_get_every_record_with_all_that_has_happened_to_it()
    {
        var package = await (await app.DeskAsync(Person, "learner")).ExportAsync(Person);

        package.AssertWhole();
        await using var ledger = app.OpenLedger();
        await AssertSameAsync(package, ledger, PeopleDomain.People);
        await AssertSameAsync(package, ledger, EnrolmentsDomain.Enrolments);
        await AssertSameAsync(package, ledger, SubmissionsDomain.Submissions);
        await AssertSameAsync(package, ledger, CertificatesDomain.Certificates);
        await AssertSameAsync(package, ledger, ConsentsDomain.Consents);
        var changed = Assert.Single(package.Records("people/person"))["history"]!.AsArray()[1]!;
        Assert.Equal(("person-changed", "staff"), ((string?)changed["event"], (string?)changed["by"]!["roles"]![2]));
        var name = changed["changes"]!.AsArray().Single(change => (string?)change!["field"] == "name")!;
        Assert.Contains(Canary.Word, (string?)name["from"], StringComparison.Ordinal);
        Assert.Contains(Canary.Word, (string?)name["to"], StringComparison.Ordinal);
        Assert.NotEqual((string?)name["from"], (string?)name["to"]);
    }

    [Fact]
    [Trait("Requirement", "S11")]
    public async Task Records_say_which_others_they_belong_to_and_files_what_their_fields_mean()
    {
        var package = await (await app.DeskAsync()).ExportAsync(Person);

        var enrolment = package.Records("enrolments/enrolment").Single(record => (string?)record["state"]!["programmeId"] == app.Campus.Held);
        var link = Assert.Single(enrolment["relationships"]!.AsArray(), one => (string?)one!["field"] == "/programmeId")!;
        Assert.Equal(("programme", app.Campus.Held), ((string?)link["record"], (string?)link["id"]));
        var certificate = Assert.Single(package.Records("certificates/certificate"));
        var from = Assert.Single(certificate["relationships"]!.AsArray(), one => (string?)one!["record"] == "enrolment")!;
        Assert.Equal((string?)enrolment["id"], (string?)from["id"]);

        var email = package.Json("data/people/person.json")["schema"]!["properties"]!["email"]!;
        Assert.Equal(("string", "contact", "communication"), ((string?)email["type"], (string?)email["x-personal"], (string?)email["x-purpose"]));
        var information = package.Json("information.json");
        Assert.Equal("westeurope", (string?)information["region"]);
        var people = information["records"]!.AsArray().Single(record => (string?)record!["record"] == "people/person")!;
        Assert.Equal(("Deleted", "2 years after status became deleted, then deleted"), ((string?)people["onErasure"], (string?)people["keptFor"]));
        Assert.Contains(people["categories"]!.AsArray(), category => (string?)category == "contact");
        Assert.Contains(information["rights"]!.AsArray(), right => ((string)right!).Contains("Art. 77", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Requirement", "S11")]
    public async Task Consents_payments_and_the_access_log_are_in_it()
    {
        var package = await (await app.DeskAsync()).ExportAsync(Person);

        Assert.Equal(4, Assert.Single(package.Records("consents/consent-ledger"))["history"]!.AsArray().Count);
        var verified = Assert.Single(package.Items("consent-verification"));
        Assert.Equal((true, 4L), ((bool)verified["intact"]!, (long)verified["entries"]!));
        var paid = Assert.Single(package.Items("payments"), item => item["refunds"] is null);
        Assert.Equal(("1000", "100"), ((string?)paid["amount"], (string?)paid["refundedAmount"]));
        Assert.Contains(Canary.Word, (string?)paid["reference"], StringComparison.Ordinal);
        Assert.Contains(package.Items("access-log"), entry => (string?)entry["kind"] == "write" && (string?)entry["function"] == "ChangePerson");
        Assert.Contains(package.Items("access-log"), entry => (string?)entry["kind"] == "export");
    }

    [Fact]
    public async Task The_page_shows_it_to_people_and_runs_nothing()
    {
        var desk = await app.DeskAsync();
        var staff = await app.Site.ClientAsync("staff");
        var person = (await staff.PostAsync("people", new() { ["name"] = "Ada <script>alert(1)</script> & Co", ["email"] = $"{Guid.NewGuid():N}@example.org", ["language"] = "en" })).Is(201).Id;
        var page = (await desk.ExportAsync(Guid.Parse(person))).Page;

        Assert.Contains("Ada &lt;script&gt;alert(1)&lt;/script&gt; &amp; Co", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", page.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<!-- ", page, StringComparison.Ordinal);
        Assert.Contains("Person registered", page, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "S12")]
    public async Task They_also_get_what_was_kept_at_an_earlier_time()
    {
        var staff = await app.Site.ClientAsync("staff");
        var details = new JsonObject { ["name"] = "Ada Early", ["email"] = $"{Guid.NewGuid():N}@example.org", ["phone"] = "+49301234567", ["language"] = "en" };
        var person = (await staff.PostAsync("people", details)).Is(201).Id;
        var between = TimeProvider.System.GetUtcNow();
        (await staff.PatchAsync($"people/{person}", new() { ["name"] = "Ada Late", ["phone"] = null }, "\"1\"")).Is(200);
        (await staff.PostAsync($"people/{person}/applications", new() { ["programmeId"] = app.Campus.Held, ["motivation"] = "I like metal.", ["answers"] = new JsonArray() })).Is(201);
        var package = await (await app.DeskAsync()).ExportAsync(Guid.Parse(person), between);

        package.AssertWhole();
        var then = Assert.Single(package.RecordsAsOf("people/person"));
        Assert.Equal(("Ada Early", "+49301234567", 1L), ((string?)then["state"]!["name"], (string?)then["state"]!["phone"], (long)then["version"]!));
        Assert.Equal("Ada Late", (string?)Assert.Single(package.Records("people/person"))["state"]!["name"]);
        Assert.Empty(package.RecordsAsOf("applications/application"));
        Assert.Single(package.Records("applications/application"));
    }

    [Fact]
    public async Task The_status_counts_what_was_collected_and_says_until_when_the_law_wants_an_answer()
    {
        var desk = await app.DeskAsync();
        var asked = (await desk.AskAsync(Person)).Is(202);
        var status = await desk.UntilAsync(asked.Id, "ready");

        var progress = status["progress"]!;
        Assert.Equal((int)progress["sections"]!, (int)progress["sectionsDone"]!);
        var people = progress["each"]!.AsArray().Single(section => (string?)section!["name"] == "people/person")!;
        Assert.Equal((1L, 2L, 0L), ((long)people["records"]!, (long)people["events"]!, (long)people["missing"]!));
        Assert.True((long)people["bytes"]! > 1000);
        Assert.Equal(DateTimeOffset.Parse((string)status["requestedAt"]!, System.Globalization.CultureInfo.InvariantCulture).AddMonths(1), DateTimeOffset.Parse((string)status["respondBy"]!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains((await desk.ListAsync(Person)).Is(200).Body["items"]!.AsArray(), item => (string?)item!["id"] == asked.Id);
        var dpo = await app.Site.ClientAsync("dpo");
        var entered = (await dpo.GetAsync($"privacy/requests?personId={Person}")).Is(200).Body["items"]!.AsArray().Single(request => (string?)request!["id"] == asked.Id)!;
        Assert.Equal(("export", "completed"), ((string?)entered["kind"], (string?)entered["status"]));
    }

    [Fact]
    [Trait("Requirement", "S122")]
    public async Task The_same_request_sent_again_is_the_same_export()
    {
        var desk = await app.DeskAsync();
        var key = $"{Guid.NewGuid()}";
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => desk.AskOnceAsync(Person, key)));
        Assert.Single(replies.Select(reply => reply.Is(202).Id).Distinct());
        Assert.Equal(4, replies.Count(reply => reply.IsReplayed));
        Assert.Equal("idempotency-key-reused", (await desk.AskOnceAsync(Guid.NewGuid(), key)).Code ?? "");
        await desk.UntilAsync(replies[0].Id, "ready");
    }

    [Fact]
    public async Task Nobody_else_gets_it()
    {
        var own = await app.DeskAsync(Person, "learner");
        var id = (await own.AskAsync(Person)).Is(202).Id;
        await own.UntilAsync(id, "ready");
        var other = await app.DeskAsync(Guid.NewGuid(), "learner");
        Assert.Equal("foreign-subject", (await other.AskAsync(Person)).Is(403).Code);
        Assert.Equal("foreign-subject", (await other.ListAsync(Person)).Is(403).Code);
        (await other.StatusAsync(id)).Is(404);
        (await other.LinkAsync(id)).Is(404);
        (await other.WithdrawAsync(id)).Is(404);
        var elsewhere = new ExportDesk(app.Site, await app.Site.Of("other").ClientAsync("dpo"));
        (await elsewhere.StatusAsync(id)).Is(404);
        (await elsewhere.LinkAsync(id)).Is(404);
        foreach (var role in new[] { "staff", "reviewer", "auditor", "operator" }) (await (await app.DeskAsync(personId: null, role)).LinkAsync(id)).Is(403);
        (await own.LinkAsync(id)).Is(200);
    }

    [Fact]
    [Trait("Requirement", "S70")]
    public async Task An_address_works_for_whoever_has_it_and_for_no_other_export_or_moment()
    {
        var desk = await app.DeskAsync();
        var (one, other) = ((await desk.AskAsync(Person)).Is(202).Id, (await desk.AskAsync(Person)).Is(202).Id);
        await Task.WhenAll(desk.UntilAsync(one, "ready"), desk.UntilAsync(other, "ready"));
        var href = (string)(await desk.LinkAsync(one)).Is(200).Body["href"]!;

        Assert.DoesNotContain($"{Person}", href, StringComparison.Ordinal);
        ExportPackage.Read(one, await desk.DownloadAsync(href)).AssertWhole();
        var until = href.Split("until=")[1].Split('&')[0];
        var altered = new[]
        {
            href.Replace(one, other, StringComparison.Ordinal),
            href.Replace(until, $"{long.Parse(until, System.Globalization.CultureInfo.InvariantCulture) + 60}", StringComparison.Ordinal),
            href.Replace("tenant=acme", "tenant=other", StringComparison.Ordinal),
            href[..^2] + (href[^2] == 'A' ? "BB" : "AA"),
            href[..^1],
        };
        foreach (var address in altered) await IsRefusedAsync(address, HttpStatusCode.Forbidden, "link-invalid");
        await IsRefusedAsync(href[..href.IndexOf('?', StringComparison.Ordinal)], HttpStatusCode.BadRequest, "link-malformed");
        await IsRefusedAsync(href[..href.LastIndexOf('&')], HttpStatusCode.BadRequest, "link-malformed");

        async Task IsRefusedAsync(string address, HttpStatusCode status, string code)
        {
            using var answer = await desk.GetAsync(address);
            Assert.Equal((status, code), (answer.StatusCode, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]));
        }
    }

    [Fact]
    public async Task What_is_taken_back_is_gone()
    {
        var desk = await app.DeskAsync();
        var id = (await desk.AskAsync(Person)).Is(202).Id;
        await desk.UntilAsync(id, "ready");
        var href = (string)(await desk.LinkAsync(id)).Is(200).Body["href"]!;
        Assert.Equal("withdrawn", (string?)(await desk.WithdrawAsync(id)).Is(200).Body["status"]);
        (await desk.LinkAsync(id)).Is(410);
        using var answer = await desk.GetAsync(href);
        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        Assert.Equal("withdrawn", (string?)(await desk.WithdrawAsync(id)).Is(200).Body["status"]);

        var early = (await desk.AskAsync(Person)).Is(202).Id;
        (await desk.WithdrawAsync(early)).Is(200);
        Assert.Equal("withdrawn", (string?)(await desk.StatusAsync(early)).Is(200).Body["status"]);
    }

    [Fact]
    public async Task What_cannot_be_answered_is_refused_with_the_field_at_fault()
    {
        var desk = await app.DeskAsync();
        Assert.Equal("/format", (string?)(await desk.AskAsync(Person, format: "xml")).Is(400).Body["errors"]![0]!["pointer"]);
        Assert.Equal("/asOf", (string?)(await desk.AskAsync(Person, asOf: TimeProvider.System.GetUtcNow().AddDays(1))).Is(400).Body["errors"]![0]!["pointer"]);
        (await desk.AskAsync(Guid.NewGuid())).Is(404);
        (await desk.StatusAsync($"{Guid.NewGuid()}")).Is(404);
    }

    [Fact]
    [Trait("Requirement", "S129")]
    public async Task Nothing_of_it_lies_in_clear_in_the_storage_of_blobs()
    {
        var desk = await app.DeskAsync();
        var id = (await desk.AskAsync(Person)).Is(202).Id;
        await desk.UntilAsync(id, "ready");
        Assert.Empty(new Scanner(Canary.Texts).InFolder(app.Azurite.Folder));
        // How what is sealed begins: where it is not found, nothing would be.
        Assert.NotEmpty(new Scanner("SLS1").InFolder(app.Azurite.Folder));
    }

    private async Task AssertSameAsync<TState, TEvent>(ExportPackage package, Ledger ledger, Domain<TState, TEvent> domain)
        where TState : class
        where TEvent : class
    {
        var documents = (await ledger.DocumentsAsync(domain.Container)).Where(document => (string?)document["subjectId"] == $"{Person}").ToList();
        var kept = (await ledger.ReadAsync(domain)).Where(record => documents.Any(document => (string?)document["id"] == $"{record.Id}")).OrderBy(record => record.Id).ToList();
        var exported = package.Records($"{domain.Container}/{domain.RecordType}").OrderBy(record => (Guid)record["id"]!).ToList();
        Assert.NotEmpty(kept);
        Assert.Equal(kept.Select(record => record.Id), exported.Select(record => (Guid)record["id"]!));
        foreach (var (record, copy) in kept.Zip(exported))
        {
            Assert.True(JsonNode.DeepEquals(DocumentJson.Write(record.State), copy["state"]), $"{domain.RecordType} {record.Id}");
            var events = documents.Where(document => (string?)document["recordType"] == domain.RecordType && (string?)document["recordId"] == $"{record.Id}").OrderBy(document => (long)document["version"]!).ThenBy(document => (int)document["index"]!);
            Assert.Equal(events.Select(fact => (string?)fact["kind"]), copy["history"]!.AsArray().Select(fact => (string?)fact!["event"]));
        }
    }
}
