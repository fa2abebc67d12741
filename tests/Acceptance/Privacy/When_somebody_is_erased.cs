using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Learning;
using Serverless.Acceptance.Writing;
using Serverless.Functions.Domains.Enrolments;

namespace Serverless.Acceptance.Privacy;

[Trait("Requirement", "S6")]
[Trait("Requirement", "S99")]
public sealed class When_somebody_is_erased(ErasingApp app) : IClassFixture<ErasingApp>
{
    [Fact]
    [Trait("Requirement", "S10")]
    [Trait("Requirement", "S56")]
    public async Task A_learner_who_asks_is_erased_everywhere_and_gets_a_certificate_that_anybody_can_check()
    {
        var academy = await Academy.OpenAsync(app.Site);
        var erasures = new Erasures(await app.Site.ClientAsync("dpo"));
        var student = await academy.ApplicantAsync("Ada Example");
        await student.AcceptAsync();
        await student.UntilAsync(EnrolmentStatus.Active);
        await student.CheckInAsync();
        await student.PassAsync();
        var certificate = await student.UntilCertifiedAsync();

        var asked = (await student.Own.PostAsync(Erasures.List, Erasures.Body(student.PersonId))).Is(202);
        Assert.Equal("signedIn", (string?)asked.Body["acts"]![1]!["code"]);
        Assert.Equal("GDPR Art. 12(3): one month from receipt", (string?)asked.Body["respondRule"]);
        var ended = await erasures.UntilAsync(asked.Id, "completed");

        Assert.Equal(
            ["identify", "restrict", "holds", "grace", "commit", "unlinking", "records", "readModels", "copies", "tell", "destroyKey", "verify", "certify"],
            ended["steps"]!.AsArray().Select(step => (string?)step!["step"]));
        Assert.All(ended["steps"]!.AsArray(), step => Assert.Equal("done", (string?)step!["status"]));
        Assert.All(ended["stores"]!.AsArray(), store => Assert.Equal(0, (int)store!["left"]!));
        Assert.Equal((int)ended["total"]!, (int)ended["done"]!);
        Assert.True((int)Erasures.Store(ended, "people")["deleted"]! > 0);
        Assert.True((int)Erasures.Store(ended, "enrolments")["anonymised"]! > 0);
        Assert.True((int)Erasures.Store(ended, "certificates")["retained"]! > 0);

        // Gone for whoever looks, but for what a law keeps.
        Assert.Equal(404, (await academy.Staff.GetAsync($"people/{student.PersonId}")).Status);
        Assert.Empty((await academy.Staff.GetAsync($"people/{student.PersonId}/enrolments")).Is(200).Body["items"]!.AsArray());
        (await academy.Staff.GetAsync($"certificates/{certificate["id"]}/verify")).Is(200);

        var signed = await erasures.CertificateAsync(asked.Id);
        Assert.Equal((asked.Id, student.PersonId), ((string?)signed["erasureId"], (string?)signed["personId"]));
        Assert.True((DateTimeOffset)signed["irreversibleAt"]! > (DateTimeOffset)signed["keyDestroyedAt"]!);
        Assert.Equal("consentWithdrawn", (string?)signed["reason"]);
        Assert.Equal("deleted", (string?)Erasures.Store(signed, "people")["effect"]);
        await IsAsync(null, signed);
        signed["personId"] = Guid.NewGuid().ToString();
        await IsAsync("not-what-is-signed", signed);
    }

    [Fact]
    public async Task The_certificate_as_a_JWS_is_checked_by_the_public_key_and_whoever_alters_it_is_told_so()
    {
        var (staff, erasures) = (await app.Site.ClientAsync("staff"), new Erasures(await app.Site.ClientAsync("dpo")));
        var person = await RegisterAsync(staff);
        var erasure = await erasures.RequestAsync(person);
        Assert.Equal("erasure-not-certified", (await erasures.Officer.GetAsync($"{Erasures.List}/{erasure}/certificate")).Is(404).Code);
        await erasures.UntilAsync(erasure, "completed");

        var http = (await app.Site.App).Http;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"api/{Erasures.List}/{erasure}/certificate", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await (await app.Site.App).TokenAsync("acme", personId: null, ["auditor"]));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/jose"));
        using var answer = await http.SendAsync(request);
        Assert.Equal("application/jose", answer.Content.Headers.ContentType!.MediaType);
        var jws = await answer.Content.ReadAsStringAsync();
        await IsAsync(null, jws);
        await IsAsync("altered", $"{jws[..^8]}AAAAAAAA");
        await IsAsync("malformed", "anything");

        var keys = (await http.GetFromJsonAsync<JsonObject>(new Uri("api/privacy/signing-keys?tenant=acme", UriKind.Relative)))!;
        Assert.Equal("EC", (string?)Assert.Single(keys["keys"]!.AsArray())!["kty"]);
        Assert.Empty((await http.GetFromJsonAsync<JsonObject>(new Uri("api/privacy/signing-keys?tenant=nobody", UriKind.Relative)))!["keys"]!.AsArray());
    }

    [Fact]
    public async Task Whoever_asks_again_is_shown_the_same_erasure_and_the_certificate_when_it_is_over()
    {
        var (staff, erasures) = (await app.Site.ClientAsync("staff"), new Erasures(await app.Site.ClientAsync("dpo")));
        var person = await RegisterAsync(staff);
        var first = (await erasures.Officer.PostAsync(Erasures.List, Erasures.Body(person))).Is(202);
        Assert.Equal("received", (string?)first.Body["status"]);
        Assert.Equal(first.Id, (await erasures.Officer.PostAsync(Erasures.List, Erasures.Body(person, "objection"))).Is(202).Id);

        var (key, body) = (Guid.NewGuid().ToString(), Erasures.Body(person));
        await erasures.Officer.TryAsync(HttpMethod.Post, Erasures.List, body, version: null, key, default);
        Assert.True((await erasures.Officer.TryAsync(HttpMethod.Post, Erasures.List, body, version: null, key, default))!.Is(202).IsReplayed);
        Assert.Equal("idempotency-key-reused", (await erasures.Officer.TryAsync(HttpMethod.Post, Erasures.List, Erasures.Body(person, "objection"), version: null, key, default))!.Is(422).Code);

        (await erasures.Officer.PostAsync($"{Erasures.List}/{first.Id}/identify", new JsonObject { ["method"] = "inPerson" })).Is(200);
        await erasures.UntilAsync(first.Id, "completed");
        var again = (await erasures.Officer.PostAsync(Erasures.List, Erasures.Body(person))).Is(409);
        Assert.Equal("erasure-done", again.Code);
        Assert.Contains($"/api/privacy/erasures/{first.Id}/certificate", (string?)again.Body["detail"], StringComparison.Ordinal);
        Assert.Equal("erasure-person-unknown", (await erasures.Officer.PostAsync(Erasures.List, Erasures.Body(Guid.NewGuid().ToString()))).Is(404).Code);
        Assert.Contains((await erasures.Officer.GetAsync(Erasures.List)).Is(200).Body["items"]!.AsArray(), one => (string?)one!["id"] == first.Id);
    }

    [Fact]
    public async Task A_learner_can_ask_for_nobody_else_and_see_no_other_erasure()
    {
        var (staff, erasures) = (await app.Site.ClientAsync("staff"), new Erasures(await app.Site.ClientAsync("dpo")));
        var (one, other) = (await RegisterAsync(staff), await RegisterAsync(staff));
        var learner = await app.Site.ClientOfAsync(Guid.Parse(one), "learner");
        Assert.Equal("erasure-own-only", (await learner.PostAsync(Erasures.List, Erasures.Body(other))).Is(403).Code);
        var erasure = (await erasures.Officer.PostAsync(Erasures.List, Erasures.Body(other))).Is(202).Id;
        foreach (var address in new[] { erasure, $"{erasure}/certificate" }) Assert.Equal("erasure-not-found", (await learner.GetAsync($"{Erasures.List}/{address}")).Is(404).Code);
        foreach (var act in new[] { "cancel", "confirm" }) Assert.Equal("erasure-not-found", (await learner.PostAsync($"{Erasures.List}/{erasure}/{act}")).Is(404).Code);
        Assert.Equal("erasure-not-found", (await (await app.Site.Of("globex").ClientAsync("dpo")).GetAsync($"{Erasures.List}/{erasure}")).Is(404).Code);
        (await erasures.Officer.PostAsync($"{Erasures.List}/{erasure}/cancel")).Is(200);
    }

    internal static async Task<string> RegisterAsync(Client staff) => (await staff.PostAsync("people", Crowd.Person($"{Guid.NewGuid():N}@example.org"))).Is(201).Id;

    private Task IsAsync(string? flaw, JsonObject certificate) => IsAsync(flaw, certificate.ToJsonString(), "application/json");

    private Task IsAsync(string? flaw, string jws) => IsAsync(flaw, jws, "application/jose");

    private async Task IsAsync(string? flaw, string content, string type)
    {
        using var body = new StringContent(content, Encoding.UTF8, type);
        using var answer = await (await app.Site.App).Http.PostAsync(new Uri("api/privacy/certificates/verify", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
        var check = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal((flaw is null, flaw), ((bool)check["isValid"]!, (string?)check["flaw"]));
    }
}
