using Serverless.Demo.Scripting;

namespace Serverless.Unit.Demo;

/// <summary>What the script says must come of itself: the system decides the same by its own rules.</summary>
public sealed class StandingTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Certificates_go_to_those_who_fulfil_the_rules_and_to_nobody_else(int seed) =>
        Assert.All(Script.Of(seed, learners: 40).Learners, learner => Assert.Equal(Standing.Of(learner).FulfilsRules, Standing.Of(learner).Certificate is not null));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Nobody_fulfils_the_rules_before_the_programme_is_over(int seed) => Assert.All(Script.Of(seed, learners: 40).Learners, learner =>
    {
        var before = learner.Steps.Where(step => step.HasEffect && step.Week < Programme.Afterwards).Aggregate(Standing.OfNobody, (standing, step) => standing.After(step));
        Assert.False(before.FulfilsRules);
    });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Only_who_is_enrolled_attends_hands_in_and_pays(int seed) => Assert.All(Script.Of(seed, learners: 40).Learners, learner =>
    {
        var standing = Standing.OfNobody;
        foreach (var step in learner.Steps.Where(step => step.HasEffect))
        {
            if (step is Attend or CheckIn or HandIn or Resubmit or PayFee) Assert.Equal(EnrolmentState.Active, standing.Enrolment);
            if (step is CorrectAttendance corrected) Assert.NotEqual(corrected.Status, standing.Sessions[corrected.Session]);
            if (step is HandIn first) Assert.False(standing.Tasks.ContainsKey(first.Task));
            if (step is Review review) Assert.Equal(TaskState.Submitted, standing.Tasks[review.Task]);
            if (step is Resubmit again) Assert.Equal(TaskState.Returned, standing.Tasks[again.Task]);
            standing = standing.After(step);
        }
    });

    [Fact]
    public void The_fates_end_as_they_are_called()
    {
        var ends = Script.Of(seed: 5, learners: 200).Learners.ToLookup(learner => learner.Fate, Standing.Of);
        Assert.All(ends[Fate.NeverSubmits], end => Assert.Equal(ApplicationState.Draft, end.Application));
        Assert.All(ends[Fate.IsNeverDecidedOn], end => Assert.True(end.Application is ApplicationState.Submitted or ApplicationState.UnderReview));
        Assert.All(ends[Fate.WithdrawsApplication], end => Assert.Equal((ApplicationState.Withdrawn, (EnrolmentState?)null), (end.Application, end.Enrolment)));
        Assert.All(ends[Fate.FindsItFull].Concat(ends[Fate.IsRejected]), end => Assert.Equal((ApplicationState.Rejected, (EnrolmentState?)null), (end.Application, end.Enrolment)));
        Assert.All(ends[Fate.WithdrawsAfterAcceptance], end => Assert.Equal((ApplicationState.Withdrawn, EnrolmentState.Dropped), (end.Application, end.Enrolment)));
        Assert.All(ends[Fate.DropsOut], end => Assert.Equal((EnrolmentState.Dropped, false), (end.Enrolment, end.HasPaid)));
        Assert.All(ends[Fate.IsSeldomThere].Concat(ends[Fate.FailsTheProject]), end => Assert.Equal((EnrolmentState.Active, true), (end.Enrolment, end.HasPaid)));
        Assert.All(ends[Fate.Completes].Concat(ends[Fate.JoinsLate]), end => Assert.Equal((EnrolmentState.Completed, CertificateState.Issued), (end.Enrolment, end.Certificate)));
        Assert.All(ends[Fate.IsFoundOut], end => Assert.Equal((EnrolmentState.Completed, CertificateState.Revoked), (end.Enrolment, end.Certificate)));
    }

    [Fact]
    public void The_tally_counts_everybody_once()
    {
        var script = Script.Of(seed: 1, learners: 200);
        var tally = Tally.Of(script);
        Assert.Equal(200, tally.Applications.Values.Sum());
        Assert.Equal(script.Capacity, tally.Enrolments.Values.Sum());
        Assert.Equal(tally.Enrolments[EnrolmentState.Completed], tally.Certificates.Values.Sum());
        Assert.Equal(tally.Enrolments.Values.Sum() - script.Learners.Count(learner => learner.Fate == Fate.DropsOut), tally.Fees);
        Assert.Equal(Programme.Weeks, tally.Attendance.Keys.Select(key => key.Session).Distinct().Count());
    }
}
