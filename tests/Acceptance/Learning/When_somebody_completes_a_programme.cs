using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Running;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;
using Serverless.Functions.Domains.Enrolments;

namespace Serverless.Acceptance.Learning;

[Collection(nameof(SharedSite))]
public sealed class When_somebody_completes_a_programme(SharedSite shared)
{
    private const string Name = "Ada Canary";

    private readonly Site _site = shared.NewTenant();

    [Fact]
    [Trait("Requirement", "S41")]
    [Trait("Requirement", "S46")]
    [Trait("Requirement", "S55")]
    [Trait("Requirement", "S3")]
    public async Task They_get_a_certificate_that_anybody_can_verify_until_it_is_revoked()
    {
        var student = await CompletedAsync();
        var certificate = await student.UntilCertifiedAsync();
        Assert.Equal(
            (Name, "Welding", "issued", student.CertificateId),
            ((string?)certificate["holderName"], (string?)certificate["programmeTitle"], (string?)certificate["status"], (Guid)certificate["id"]!));

        var verified = await UntilVerifiedAsync(student.CertificateId, "issued");
        Assert.Equal(
            (_site.Tenant, "Welding", (string?)certificate["completedOn"], (string?)certificate["issuedOn"]),
            ((string?)verified["issuer"], (string?)verified["programmeTitle"], (string?)verified["completedOn"], (string?)verified["issuedOn"]));
        Assert.InRange((DateTimeOffset)verified["asOf"]!, TimeProvider.System.GetUtcNow().AddMinutes(-2), TimeProvider.System.GetUtcNow().AddSeconds(1));
        Assert.StartsWith("PT", (string?)verified["lag"], StringComparison.Ordinal);

        var (revoked, write) = await RevokeAsync(student);
        var (status, after) = await VerifyAsync(student.CertificateId, write);
        Assert.Equal((HttpStatusCode.OK, "revoked"), (status, (string?)after["status"]));
        Assert.Equal(("rulesNotMet", (string?)revoked["revokedOn"]), ((string?)after["reason"], (string?)after["revokedOn"]));
        Assert.All([verified, after], answer =>
        {
            Assert.DoesNotContain("Canary", answer.ToJsonString(), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(student.PersonId, answer.ToJsonString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task An_id_that_is_no_certificates_is_answered_like_any_other()
    {
        var student = await CompletedAsync();
        await student.UntilCertifiedAsync();

        var unknown = await VerifyAsync(Guid.NewGuid());
        var persons = await VerifyAsync(Guid.Parse(student.PersonId));

        Assert.Equal((HttpStatusCode.NotFound, "certificate-not-found"), (unknown.Status, (string?)unknown.Body["code"]));
        Assert.Equal(HttpStatusCode.NotFound, persons.Status);
        Assert.Equal(unknown.Body.Where(IsSaid).Select(field => field.ToString()), persons.Body.Where(IsSaid).Select(field => field.ToString()));

        // Names the request, as every answer does.
        static bool IsSaid(KeyValuePair<string, JsonNode?> field) => field.Key is not ("instance" or "requestId" or "traceId");
    }

    [Fact]
    [Trait("Requirement", "S60")]
    public async Task What_anybody_verifies_can_be_made_again_from_history()
    {
        var student = await CompletedAsync();
        await student.UntilCertifiedAsync();
        var before = await UntilVerifiedAsync(student.CertificateId, "issued");
        var keeper = await _site.ClientAsync("operator");

        (await keeper.PostAsync("projections/certificate-verification/rebuild")).Is(202);
        await Deadline.UntilAsync("the new version serves", async () => (int)(await VerifyAsync(student.CertificateId)).Body["projection"]!["version"]! > (int)before["projection"]!["version"]!);

        var (status, after) = await VerifyAsync(student.CertificateId);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.All(before.Where(field => field.Key is not ("asOf" or "lag" or "projection")), field => Assert.True(JsonNode.DeepEquals(field.Value, after[field.Key]), field.Key));
    }

    private async Task<Academy.Student> CompletedAsync()
    {
        var student = await (await Academy.OpenAsync(_site)).ApplicantAsync(Name);
        await student.AcceptAsync();
        await student.UntilAsync(EnrolmentStatus.Active);
        await student.CheckInAsync();
        await student.PassAsync();
        await student.UntilAsync(EnrolmentStatus.Completed);
        return student;
    }

    private async Task<JsonObject> UntilVerifiedAsync(Guid certificateId, string status)
    {
        await Deadline.UntilAsync($"the certificate is known to be {status}", async () => await VerifyAsync(certificateId) is (HttpStatusCode.OK, var body) && (string?)body["status"] == status);
        return (await VerifyAsync(certificateId)).Body;
    }

    /// <returns>The certificate, and the token of the write.</returns>
    private async Task<(JsonObject Certificate, string Write)> RevokeAsync(Academy.Student student)
    {
        var app = await _site.App;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"api/{student.Certificates}/{student.CertificateId}/revoke", UriKind.Relative))
        {
            Content = JsonContent.Create(new { reason = "rulesNotMet", note = "Canary" }),
        };
        request.Headers.Authorization = new("Bearer", await _site.TokenAsync(personId: null, "staff"));
        using var answer = await app.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject(), answer.Headers.GetValues("Consistency-Token").Single());
    }

    /// <summary>As somebody does who has nothing but the id.</summary>
    /// <param name="write">That the answer must contain.</param>
    private async Task<(HttpStatusCode Status, JsonObject Body)> VerifyAsync(Guid certificateId, string? write = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"api/certificates/{certificateId}/verify", UriKind.Relative));
        if (write is not null) request.Headers.Add("If-Consistent-With", write);
        using var answer = await (await _site.App).Http.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }
}
