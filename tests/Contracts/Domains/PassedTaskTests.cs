using Serverless.Kernel.Results;

namespace Serverless.Contracts.Domains;

public sealed class PassedTaskTests(SubmissionApp app) : IClassFixture<SubmissionApp>
{
    [Fact]
    [Trait("Requirement", "S46")]
    [Trait("Requirement", "S75")]
    public async Task What_was_passed_is_told_with_the_tasks_points_and_nothing_else_is()
    {
        var (passing, failing) = (Guid.NewGuid(), Guid.NewGuid());
        await app.ReviewAsync(passing, (await app.HandInAsync(passing)).Id, "passed", score: 51);
        await app.ReviewAsync(failing, (await app.HandInAsync(failing)).Id, "failed", score: 50);

        for (var time = 0; time < 2; time++) await app.FeedAsync(passing);
        await app.FeedAsync(failing);

        var told = ("reviewer-1", passing, SubmissionApp.DueToday, 60);
        Assert.Equal([told, told], app.Told.Where(one => one.PersonId == passing || one.PersonId == failing));
    }

    [Fact]
    [Trait("Requirement", "S78")]
    public async Task What_is_refused_for_good_is_parked()
    {
        var person = Guid.NewGuid();
        await app.ReviewAsync(person, (await app.HandInAsync(person)).Id, "passed");
        app.Refusals[person] = new Error(ErrorKind.NotFound, "enrolment-not-found", "There is none.");
        await app.FeedAsync(person);

        var letter = Assert.Single(await app.DocumentsAsync("deadletters", person));
        Assert.Equal(("record-passed-tasks", "parked", "enrolment-not-found: There is none."), ((string?)letter["reaction"], (string?)letter["status"], (string?)letter["error"]));
    }
}
