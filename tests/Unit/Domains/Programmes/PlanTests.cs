using Serverless.Functions.Domains.Programmes;

namespace Serverless.Unit.Domains;

public sealed class PlanTests
{
    [Fact]
    public void A_published_programme_says_what_there_is_to_attend_and_to_hand_in()
    {
        var programme = ProgrammesDomain.Programmes.Given(Sample.Drafted, new ProgrammePublished()).State!;
        var plan = ProgrammePlanning.PlanOf(programme)!;
        Assert.Equal(programme.Title, plan.Title);
        Assert.Equal(programme.Sessions.Select(session => (session.Id, session.Starts, session.Ends)), plan.Sessions.Select(session => (session.Id, session.Starts, session.Ends)));
        Assert.Equal(programme.Tasks.Select(task => (task.Id, task.Due, task.Points)), plan.Tasks.Select(task => (task.Id, task.Due, task.Points)));
        Assert.Equal(
            (programme.Completion!.MinimumAttendance, programme.Completion.MinimumPoints, programme.Completion.RequiredTasks),
            (plan.MinimumAttendance, plan.MinimumPoints, plan.RequiredTasks));
    }

    [Fact]
    public void A_draft_is_no_plan_yet()
    {
        Assert.Null(ProgrammePlanning.PlanOf(ProgrammesDomain.Programmes.Given(Sample.Drafted).State));
        Assert.Null(ProgrammePlanning.PlanOf(programme: null));
    }
}
