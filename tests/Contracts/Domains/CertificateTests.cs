using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Serverless.Functions.Domains.People;
using Serverless.Functions.Seams;
using static Serverless.Contracts.Domains.DomainApp;

namespace Serverless.Contracts.Domains;

public sealed class CertificateTests(DomainApp app) : IClassFixture<DomainApp>
{
    [Fact]
    [Trait("Requirement", "S75")]
    [Trait("Requirement", "S123")]
    public async Task Fifty_tellings_at_once_make_one_completion_and_one_certificate()
    {
        var learner = await EnrolledAsync();

        var refusals = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => i % 2 == 0 ? learner.AttendAsync() : learner.PassAsync())));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(learner.FollowEnrolmentsAsync)));

        Assert.All(refusals, Assert.Null);
        Assert.Equal(4, (await learner.EventsAsync("enrolments")).Count);
        Assert.Equal(EnrolmentStanding.Completed, await learner.StandingAsync());
        Assert.Equal(["certificate-issued"], await learner.EventsAsync("certificates"));
        Assert.Equal(learner.CertificateId, (Guid)Assert.Single(await learner.CertificatesAsync())["id"]!);
    }

    [Fact]
    public async Task Nobody_is_certified_before_they_have_completed()
    {
        var learner = await EnrolledAsync();
        Assert.Null(await learner.AttendAsync());
        await learner.FollowEnrolmentsAsync();
        Assert.Equal(StatusCodes.Status404NotFound, (await learner.CertificateAsync()).Status);
    }

    [Fact]
    [Trait("Requirement", "S55")]
    public async Task A_certificate_keeps_the_words_of_the_day_on_which_it_was_issued()
    {
        var learner = await CertifiedAsync();
        await app.CallAsync<PeopleFunctions>(
            Staff, (f, request) => f.ChangeAsync(request, learner.PersonId, CancellationToken.None), new JsonObject { ["name"] = "Ada Byron" }, match: "\"1\"");
        Assert.Null(await learner.CertifyAsync());

        var certificate = await learner.CertificateAsync();
        Assert.Equal(
            ("Ada Example", "Welding", "issued", "2027-03-01", "2027-03-01"),
            (certificate.Field("holderName"), certificate.Field("programmeTitle"), certificate.Field("status"), certificate.Field("completedOn"), certificate.Field("issuedOn")));
    }

    [Fact]
    [Trait("Requirement", "S95")]
    public async Task A_certificate_is_revoked_once_and_not_issued_again()
    {
        var learner = await CertifiedAsync();
        var revoked = await learner.RevokeAsync(new JsonObject { ["reason"] = "rulesNotMet", ["note"] = "canary" });
        Assert.Equal(("revoked", "rulesNotMet", "2027-03-01"), (revoked.Field("status"), revoked.Field("reason"), revoked.Field("revokedOn")));
        Assert.Equal("certificate-revoked", (await learner.RevokeAsync(new JsonObject { ["reason"] = "holdersWish" })).Code);

        await learner.FollowEnrolmentsAsync();
        Assert.Equal(["certificate-issued", "certificate-revoked"], await learner.EventsAsync("certificates"));
        Assert.All(await learner.DocumentsAsync("certificates"), document =>
        {
            Assert.DoesNotContain("canary", document.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain("Example", document.ToJsonString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Nobody_is_certified_who_is_not_here_until_they_are_again()
    {
        var learner = await EnrolledAsync();
        await app.CallAsync<PeopleFunctions>(Staff, (f, request) => f.DeleteAsync(request, learner.PersonId, CancellationToken.None));
        Assert.Equal("holder-not-found", (await learner.CertifyAsync())?.Code);

        await app.CallAsync<PeopleFunctions>(Staff, (f, request) => f.RestoreAsync(request, learner.PersonId, CancellationToken.None));
        Assert.Null(await learner.CertifyAsync());
        Assert.Equal("Ada Example", (await learner.CertificateAsync()).Field("holderName"));
    }

    private async Task<Learner> EnrolledAsync() => (await Learner.AcceptedAsync(app, await Course.PublishedAsync(app, capacity: 3))).Learner;

    private async Task<Learner> CertifiedAsync()
    {
        var learner = await EnrolledAsync();
        Assert.Null(await learner.AttendAsync());
        Assert.Null(await learner.PassAsync());
        await learner.FollowEnrolmentsAsync();
        return learner;
    }
}
