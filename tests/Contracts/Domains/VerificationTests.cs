using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Keys;
using Serverless.Functions.Projections.CertificateVerification;
using Serverless.LocalCosmos;
using static Serverless.Contracts.Domains.DomainApp;

namespace Serverless.Contracts.Domains;

/// <summary>What anybody learns who has a certificate's id, or another.</summary>
public sealed class VerificationTests(DomainApp app) : IClassFixture<DomainApp>
{
    [Fact]
    [Trait("Requirement", "S129")]
    public async Task Anybody_learns_whether_a_certificate_stands_and_nothing_of_the_person()
    {
        var learner = await CertifiedAsync();
        var standing = await VerifyAsync(learner.CertificateId);
        Assert.Equal(
            ["asOf", "completedOn", "id", "issuedOn", "issuer", "lag", "programmeTitle", "projection", "source", "status"],
            standing.Body.Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("issued", "acme", "Welding"), (standing.Field("status"), standing.Field("issuer"), standing.Field("programmeTitle")));

        await learner.RevokeAsync(new JsonObject { ["reason"] = "other", ["note"] = "canary" });
        await FoldAsync();
        var revoked = await VerifyAsync(learner.CertificateId);
        Assert.Equal(("revoked", "other", "2027-03-01"), (revoked.Field("status"), revoked.Field("reason"), revoked.Field("revokedOn")));
        Assert.DoesNotContain("canary", revoked.Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "S55")]
    public async Task A_certificate_is_verified_when_its_person_is_erased_too_and_however_late_it_is_folded()
    {
        var (before, after) = (await CertifiedAsync(), await CertifiedAsync(isFolded: false));
        foreach (var learner in new[] { before, after })
            await app.Services.GetRequiredService<SubjectKeys>().DestroyAsync(Staff.TenantId, learner.PersonId.ToString(), CancellationToken.None);
        await FoldAsync();

        Assert.Equal("issued", (await VerifyAsync(before.CertificateId)).Field("status"));
        Assert.Equal("issued", (await VerifyAsync(after.CertificateId)).Field("status"));
    }

    /// <summary>Neither the answer nor the work that it takes tells whether an id is somebody's.</summary>
    [Fact]
    public async Task Whatever_an_id_names_else_it_is_answered_as_one_that_names_nothing()
    {
        var learner = await CertifiedAsync();
        // What every process asks once.
        await VerifyAsync(Guid.NewGuid());

        var known = await ReadsAsync(learner.CertificateId);
        Assert.Equal("ReadItem 1", known);
        Guid[] others = [Guid.NewGuid(), learner.PersonId, learner.EnrolmentId];
        foreach (var other in others)
        {
            var answer = await VerifyAsync(other);
            Assert.Equal((StatusCodes.Status404NotFound, "certificate-not-found"), (answer.Status, answer.Code));
            Assert.Equal((await VerifyAsync(Guid.NewGuid())).Body.ToJsonString(), answer.Body.ToJsonString());
            Assert.Equal(known, await ReadsAsync(other));
        }

        async Task<string> ReadsAsync(Guid id)
        {
            var before = app.Requests.Snapshot();
            await VerifyAsync(id);
            return string.Join(' ', app.Requests.Snapshot().Where(one => one.Value > before.GetValueOrDefault(one.Key)).Select(one => $"{one.Key} {one.Value - before.GetValueOrDefault(one.Key)}"));
        }
    }

    private Task<Reply> VerifyAsync(Guid certificateId) =>
        app.CallAsync<CertificateVerificationQuery>(caller: null, (f, request) => f.VerifyAsync(request, certificateId, CancellationToken.None));

    /// <summary>Everything of the certificates' feed, once more.</summary>
    private async Task FoldAsync() => await app.Services.GetRequiredService<CertificateVerificationTriggers>().FoldCertificatesAsync(
        [.. (await app.DocumentsAsync("certificates")).Select(change => JsonSerializer.SerializeToElement(change))], CancellationToken.None);

    private async Task<Learner> CertifiedAsync(bool isFolded = true)
    {
        var (learner, _) = await Learner.AcceptedAsync(app, await Course.PublishedAsync(app, capacity: 3));
        Assert.Null(await learner.CertifyAsync());
        if (isFolded) await FoldAsync();
        return learner;
    }
}
