using System.Text.Json.Nodes;
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
    private static readonly string[] Models = ["certificate-verification", "people-directory", "person-overview", "programme-dashboard"];

    [Fact]
    [Trait("Requirement", "S9")]
    [Trait("Requirement", "S10")]
    public async Task A_dashboard_keeps_what_is_anonymised_and_loses_what_is_deleted()
    {
        var school = await School.OpenAsync(app, "acme");
        var (person, other) = (await school.PersonAsync(seed: 0), await school.PersonAsync(seed: 3));
        await school.CertifyAsync(person);
        await app.FoldAsync("acme");
        var before = await DashboardAsync(school);
        new DashboardCheck(null!, await school.OracleAsync()).Verify(before);

        await EraseAsync(school, person);

        var after = await DashboardAsync(school);
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

        foreach (var model in Models)
        {
            var build = (await app.Get<Builds>().GetAsync(app.Get<ProjectionSet>().Find(model)!, CancellationToken.None)).Active;
            var live = await ContentAsync(model, build);
            var rebuilt = await ContentAsync(model, await app.RebuildAsync(model));
            var differences = string.Join('\n', rebuilt.Except(live).Select(line => $"- {line}").Concat(live.Except(rebuilt).Select(line => $"+ {line}")));
            Assert.True(differences.Length == 0, differences);
        }
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

    private async Task<Dashboard> DashboardAsync(School school)
    {
        var (projection, partition) = (ProgrammeDashboardProjection.Declared, ProgrammeDashboardProjection.PartitionOf(school.Tenant, school.ProgrammeId));
        var model = app.Get<PlacedModel>();
        var state = (await model.StateAsync(projection, school.Tenant, token: null, holder: null, CancellationToken.None)).Value;
        var counters = await model.TallyAsync(projection, partition, LearnerTally.Dashboard, state, CancellationToken.None);
        var outline = await model.ReadAsync(projection, ProgrammeDashboardProjection.Programmes, new DocumentPlace(partition), state, CancellationToken.None);
        return Dashboard.Of(school.ProgrammeId, (ProgrammeOutline)outline.Content!, counters, state, app.Time.GetUtcNow());
    }

    private async Task<IReadOnlyList<Learner>> LearnersAsync(School school)
    {
        var partition = ProgrammeDashboardProjection.PartitionOf(school.Tenant, school.ProgrammeId);
        var state = (await app.Get<PlacedModel>().StateAsync(ProgrammeDashboardProjection.Declared, school.Tenant, token: null, holder: null, CancellationToken.None)).Value;
        var page = await app.Get<PlacedModel>().ListAsync(
            ProgrammeDashboardProjection.Declared, ProgrammeDashboardProjection.Learners, partition, ProgrammeDashboardProjection.LearnerPrefix, flag: null, state, new PageOf(100, null), CancellationToken.None);
        return [.. page!.Items.Select(one => (Learner)one.Content!)];
    }

    /// <summary>All documents of a build but for what says which build it is, what the service adds, and counters that are zero. What is sealed is another text each time.</summary>
    private async Task<IReadOnlyList<string>> ContentAsync(string model, int build)
    {
        var found = (await app.DocumentsAsync(model)).Where(document => (string)document["id"]! is var id && (id == $"v{build}" || id.StartsWith($"v{build}:", StringComparison.Ordinal)));
        return [.. found.Select(Text).Where(text => text.Length > 0).Order(StringComparer.Ordinal)];

        string Text(JsonObject document)
        {
            document["id"] = ((string)document["id"]!)[$"v{build}".Length..];
            foreach (var name in document.Select(field => field.Key).Where(name => name.StartsWith('_')).ToList()) document.Remove(name);
            if (document["counters"] is not JsonObject counters) return Shape.WithoutSeals(document.ToJsonString());
            var counted = counters.Where(counter => (long)counter.Value! != 0).OrderBy(counter => counter.Key, StringComparer.Ordinal).ToList();
            document["counters"] = new JsonObject(counted.Select(counter => KeyValuePair.Create(counter.Key, counter.Value?.DeepClone())));
            return counted.Count == 0 ? "" : document.ToJsonString();
        }
    }
}
