using Serverless.Functions.Domains.Enrolments;
using static Serverless.Unit.Domains.Told;

namespace Serverless.Unit.Domains;

public sealed class CompletionRulesTests
{
    [Fact]
    public void What_is_missing_is_said_field_by_field() => Assert.Equal(
        [
            "/sessions are 1 attended of 5, and 80 % are needed",
            "/points are 30, and 50 are needed",
            $"/passedTasks lack the required task {Weld}",
        ],
        Missing(Recorded(0), Recorded(1, isAttended: false), Passed(Essay)));

    [Fact]
    public void A_share_of_the_sessions_is_counted_in_whole_numbers()
    {
        Assert.NotEmpty(Missing(Recorded(0), Recorded(1), Recorded(2), Passed(Essay), Passed(Weld)));
        Assert.Empty(Missing(Recorded(0), Recorded(1), Recorded(2), Recorded(3), Passed(Essay), Passed(Weld)));
    }

    [Fact]
    public void Points_do_not_stand_for_a_required_task() => Assert.Equal(
        [$"/passedTasks lack the required task {Weld}"],
        Missing(Recorded(0), Recorded(1), Recorded(2), Recorded(3), Passed(Essay, points: 50)));

    [Fact]
    public void A_required_task_does_not_stand_for_points() => Assert.Equal(
        ["/points are 30, and 50 are needed"],
        Missing(Recorded(0), Recorded(1), Recorded(2), Recorded(3), Passed(Weld)));

    [Fact]
    public void Sessions_that_are_still_to_come_count()
    {
        var grown = Plan with { Sessions = [.. Plan.Sessions, Plan.Sessions[0] with { Id = Sample.Id(98) }, Plan.Sessions[0] with { Id = Sample.Id(99) }] };
        var enrolment = EnrolmentsDomain.Enrolments.Given(Started, Recorded(0), Recorded(1), Recorded(2), Recorded(3), Passed(Essay), Passed(Weld)).State!;
        Assert.Equal("/sessions", Assert.Single(CompletionRules.Missing(enrolment, grown)).Pointer);
    }

    private static IEnumerable<string> Missing(params EnrolmentEvent[] events) =>
        CompletionRules.Missing(EnrolmentsDomain.Enrolments.Given([Started, .. events]).State!, Plan).Select(gap => $"{gap.Pointer} {gap.Reason}");
}
