using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Projections.CertificateVerification;
using Serverless.Functions.Projections.ProgrammeDashboard;
using Serverless.Unit.Projections.Programmes;

namespace Serverless.Contracts.Subjects;

/// <summary>What read models say after somebody is erased: what the records that are left say, and what a rebuild makes of them.</summary>
public sealed class ReadModelErasureTests(ErasureApp app) : IClassFixture<ErasureApp>
{
    [Fact]
    [Trait("Requirement", "S9")]
    [Trait("Requirement", "S10")]
    public async Task A_dashboard_keeps_what_is_anonymised_and_loses_what_is_deleted()
    {
        var school = await School.OpenAsync(app, "acme");
        var (person, other) = (await school.PersonAsync(seed: 0), await school.PersonAsync(seed: 3));
        await school.CertifyAsync(person);
        await app.FoldAsync("acme");
        var before = await school.DashboardAsync();
        new DashboardCheck(null!, await school.OracleAsync()).Verify(before);

        await EraseAsync(school, person);

        var after = await school.DashboardAsync();
        new DashboardCheck(null!, await school.OracleAsync()).Verify(after);
        Assert.Equal(before.Learners.Values.Sum(), after.Learners.Values.Sum());
        Assert.Equal(before.Attendance, after.Attendance);
        Assert.Equal(before.Certificates, after.Certificates);
        Assert.Equal(before.Applications.Values.Sum() - 2, after.Applications.Values.Sum());
        Assert.True(after.Tasks.Sum(task => task.HandedIn) < before.Tasks.Sum(task => task.HandedIn));
        var atRisk = (await LearnersAsync(school)).Where(learner => learner.IsAtRisk).Select(learner => learner.PersonId);
        Assert.All(atRisk, learner => Assert.Equal(other, learner));
    }

    [Fact]
    [Trait("Requirement", "S6")]
    public async Task What_is_personal_is_gone_and_others_are_found_as_before()
    {
        var school = await School.OpenAsync(app, "globex");
        var (person, other) = (await school.PersonAsync(), await school.PersonAsync());
        await app.FoldAsync("globex");

        await EraseAsync(school, person);

        foreach (var model in new[] { "people-directory", "person-overview" })
        {
            var left = await app.DocumentsAsync(model, "globex");
            Assert.DoesNotContain(left, document => (string?)document["subjectId"] == person.ToString());
            Assert.Contains(left, document => (string?)document["subjectId"] == other.ToString());
        }
    }

    [Fact]
    [Trait("Requirement", "S10")]
    public async Task A_certificate_can_be_verified_by_who_has_its_id()
    {
        var school = await School.OpenAsync(app, "initech");
        var person = await school.PersonAsync();
        var certificate = await school.CertifyAsync(person);
        await app.FoldAsync("initech");

        await EraseAsync(school, person);

        var read = await app.Get<PlacedModel>().ReadAsync(
            CertificateVerificationProjection.Declared, CertificateVerificationProjection.Certificates, CertificateVerificationProjection.PlaceOf(certificate), token: null, CancellationToken.None);
        Assert.Equal("initech", Assert.IsType<VerifiedCertificate>(read.Value.Document.Content).Issuer);
    }

    /// <summary>Also what did not fit into one batch of counters, and what nobody had folded yet.</summary>
    [Fact]
    [Trait("Requirement", "S60")]
    public async Task A_rebuild_makes_of_what_is_left_just_what_is_there()
    {
        var school = await School.OpenAsync(app, "umbrella");
        var people = new List<Guid>();
        for (var seed = 0; seed < 3; seed++) people.Add(await school.PersonAsync(seed));
        await school.AttendForLongAsync(people[0]);
        await app.FoldAsync("umbrella");
        // Nobody has folded it when the person is erased.
        await school.CertifyAsync(people[0]);
        await EraseAsync(school, people[0]);
        await EraseAsync(school, people[1]);

        await app.IsAsRebuiltAsync();
    }

    /// <summary>As it happens: nothing follows from what is theirs any more, all stores are erased, the key is destroyed, and feeds bring what was stored meanwhile.</summary>
    private async Task EraseAsync(School school, Guid person)
    {
        var place = school.PlaceOf(person);
        await app.Get<SubjectKeys>().RestrictAsync(place.TenantId, place.SubjectId, Guid.NewGuid(), "erasure", CancellationToken.None);
        await app.FoldAsync(school.Tenant);
        await app.EraseAsync(place);
        await app.Get<SubjectKeys>().DestroyAsync(place.TenantId, place.SubjectId, CancellationToken.None);
        await app.FoldAsync(school.Tenant);
        Assert.All(await app.CountAsync(place), count => Assert.True(count.Value is { Erasable: 0, Readable: 0 }, $"{count}"));
    }

    private async Task<IReadOnlyList<Learner>> LearnersAsync(School school)
    {
        var partition = ProgrammeDashboardProjection.PartitionOf(school.Tenant, school.ProgrammeId);
        var state = (await app.Get<PlacedModel>().StateAsync(ProgrammeDashboardProjection.Declared, school.Tenant, token: null, holder: null, CancellationToken.None)).Value;
        var page = await app.Get<PlacedModel>().ListAsync(
            ProgrammeDashboardProjection.Declared, ProgrammeDashboardProjection.Learners, partition, ProgrammeDashboardProjection.LearnerPrefix, flag: null, state, new PageOf(100, null), CancellationToken.None);
        return [.. page!.Items.Select(one => (Learner)one.Content!)];
    }
}
