using Serverless.Cloud.Archives;
using Serverless.Cloud.Subjects.ReadModels;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.People;
using Serverless.Unit.Projections.Programmes;

namespace Serverless.Contracts.Subjects;

/// <summary>What read models say after records were deleted because their time was over: what the records that are left say, and what a rebuild makes of them.</summary>
[Trait("Requirement", "S57")]
[Trait("Requirement", "S100")]
public sealed class ReadModelRefoldTests(ErasureApp app) : IClassFixture<ErasureApp>
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromDays(3 * 366);

    [Fact]
    public async Task What_followed_from_a_record_goes_with_it_and_all_else_stays()
    {
        var school = await School.OpenAsync(app, "acme");
        var people = new List<Guid>();
        for (var seed = 0; seed < 3; seed++) people.Add(await school.PersonAsync(seed));
        await school.RejectAsync(people[0]);
        await school.PutAsync(PeopleDomain.People, people[1], people[1], new PersonDeleted());
        await app.FoldAsync("acme");
        var (before, named) = (await school.DashboardAsync(), await NamedAsync("acme", people[1]));
        Assert.True(named);
        app.Time.Advance(LongEnough);

        await app.RetireAsync("acme", ApplicationsDomain.Applications);
        await app.RetireAsync("acme", PeopleDomain.People);

        var after = await school.DashboardAsync();
        new DashboardCheck(null!, await school.OracleAsync()).Verify(after);
        Assert.Equal(before.Applications.Values.Sum() - 1, after.Applications.Values.Sum());
        Assert.Equal(before.Learners, after.Learners);
        Assert.False(await NamedAsync("acme", people[1]));
        await app.IsAsRebuiltAsync();
    }

    /// <summary>Also in the build that is being made, and for who goes on living in the meantime.</summary>
    [Fact]
    [Trait("Requirement", "S60")]
    public async Task What_happens_meanwhile_is_neither_lost_nor_undone()
    {
        var school = await School.OpenAsync(app, "globex");
        var person = await school.PersonAsync();
        var rejected = await school.RejectAsync(person);
        await app.FoldAsync("globex");
        app.Time.Advance(TimeSpan.FromDays(367));
        using var over = new CancellationTokenSource();
        var folding = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
                await app.Get<ReadModelRefold>().RefoldAsync(school.PlaceOf(person), ApplicationsDomain.Applications, [rejected], CancellationToken.None);
        });

        for (var i = 0; i < 10; i++)
        {
            await school.PutAsync(PeopleDomain.People, person, person, new PersonChanged { Name = $"Name {i}", Email = $"{i}@example.org", Phone = "+4910", Language = "en" });
            await school.PutAsync(ApplicationsDomain.Applications, person, Guid.NewGuid(), new ApplicationDrafted { ProgrammeId = school.ProgrammeId, Answers = [] });
            await app.FoldAsync("globex");
            if (i == 5) await app.RetireAsync("globex", ApplicationsDomain.Applications);
        }

        await over.CancelAsync();
        await folding;
        await app.IsAsRebuiltAsync();
    }

    [Fact]
    public async Task A_deletion_that_is_broken_off_after_any_request_is_finished_by_the_next_one()
    {
        var school = await School.OpenAsync(app, "initech");
        for (var (after, isCut) = (0L, true); isCut; after++)
        {
            await school.RejectAsync(Guid.NewGuid());
            await app.FoldAsync("initech");
            app.Time.Advance(TimeSpan.FromDays(367));
            var (deleting, rule) = (app.Get<Deleting>(), ApplicationsDomain.Applications.Retention!);
            var scope = new RetirementScope("initech", Guid.NewGuid(), ApplicationsDomain.Applications, rule.DueAt(app.Time.GetUtcNow()));
            var due = (await deleting.ChooseAsync(scope, after: null, CancellationToken.None)).Records;
            Assert.Single(due);

            app.Guillotine.FallAfter(after, isLastDone: true);
            isCut = await IsCutAsync(() => deleting.DeleteAsync(scope, due, CancellationToken.None));
            app.Guillotine.Lift();
            Assert.Equal(1, Assert.Single((await deleting.DeleteAsync(scope, due, CancellationToken.None))!).Records);

            Assert.DoesNotContain(await app.DocumentsAsync("person-overview", "initech"), document => (string?)document["subjectId"] == due[0].SubjectId);
            Assert.Equal(0, (await school.DashboardAsync()).Applications.Values.Sum());
        }

        await app.IsAsRebuiltAsync();
    }

    /// <summary>Whether the overview still holds something of the person's own record.</summary>
    private async Task<bool> NamedAsync(string tenant, Guid person)
    {
        var document = (await app.DocumentsAsync("person-overview", tenant)).Single(document => (string?)document["subjectId"] == person.ToString());
        return document["data"]!["person"] is not null;
    }

    private static async Task<bool> IsCutAsync(Func<Task> action)
    {
        try
        {
            await action();
            return false;
        }
        catch (ProcessEndedException)
        {
            return true;
        }
    }
}
