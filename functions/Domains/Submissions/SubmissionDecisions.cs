using System.Diagnostics;
using Serverless.Functions.Seams;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Submissions;

/// <summary>What may happen to a submission, and what follows; in which order, <see cref="SubmissionSteps"/> says.</summary>
public static class SubmissionDecisions
{
    /// <summary>The person must be active in the programme: see <see cref="SubmissionFunctions"/>.</summary>
    /// <param name="plan">Null where there is no such programme.</param>
    /// <param name="today">UTC.</param>
    public static Decision<SubmissionEvent> HandIn(Submission? state, SubmissionDetails details, ProgrammePlan? plan, DateOnly today)
    {
        if (state is not null) return SubmissionErrors.Exists;
        var work = SubmissionChecks.Normal(details.Text, details.Link);
        if (!work.IsSuccess) return work.Error;
        if (plan is null) return SubmissionErrors.NoProgramme;
        if (plan.Tasks.FirstOrDefault(planned => planned.Id == details.TaskId) is not { } task) return SubmissionErrors.NoTask;
        return new SubmissionHandedIn
        {
            ProgrammeId = details.ProgrammeId,
            TaskId = details.TaskId,
            Due = task.Due,
            IsLate = IsLate(task.Due, today),
            Points = task.Points,
            Text = work.Value.Text,
            Link = work.Value.Link,
        };
    }

    public static Decision<SubmissionEvent> Review(Submission? state, SubmissionReview review)
    {
        if (Refusal(state, StepOf(review.Outcome)) is { } refusal) return refusal;
        var normal = SubmissionChecks.Normal(review);
        if (!normal.IsSuccess) return normal.Error;
        var (programme, task, score, feedback) = (state!.ProgrammeId, state.TaskId, normal.Value.Score, normal.Value.Feedback);
        return review.Outcome switch
        {
            ReviewOutcome.Returned => new SubmissionReturned { ProgrammeId = programme, TaskId = task, Score = score, Feedback = feedback },
            ReviewOutcome.Passed => new SubmissionPassed { ProgrammeId = programme, TaskId = task, Points = state.Points, Score = score, Feedback = feedback },
            ReviewOutcome.Failed => new SubmissionFailed { ProgrammeId = programme, TaskId = task, Score = score, Feedback = feedback },
            _ => throw new ArgumentOutOfRangeException(nameof(review)),
        };
    }

    /// <summary>The person must still be active in the programme.</summary>
    public static Decision<SubmissionEvent> Resubmit(Submission? state, SubmissionWork work, DateOnly today)
    {
        if (Refusal(state, SubmissionStep.Resubmit) is { } refusal) return refusal;
        var normal = SubmissionChecks.Normal(work.Text, work.Link);
        if (!normal.IsSuccess) return normal.Error;
        return new SubmissionResubmitted
        {
            ProgrammeId = state!.ProgrammeId,
            TaskId = state.TaskId,
            Attempt = state.Attempt + 1,
            IsLate = IsLate(state.Due, today),
            Text = normal.Value.Text,
            Link = normal.Value.Link,
        };
    }

    public static Submission Evolve(Submission? state, SubmissionEvent fact) => (state, fact) switch
    {
        (null, SubmissionHandedIn first) => new Submission
        {
            ProgrammeId = first.ProgrammeId,
            TaskId = first.TaskId,
            Status = SubmissionStatus.Submitted,
            Attempt = 1,
            Due = first.Due,
            IsLate = first.IsLate,
            Points = first.Points,
            Text = first.Text,
            Link = first.Link,
        },
        ({ }, SubmissionReturned returned) => Take(state, SubmissionStep.Return) with { Score = returned.Score, Feedback = returned.Feedback },
        ({ }, SubmissionPassed passed) => Take(state, SubmissionStep.Pass) with { Score = passed.Score, Feedback = passed.Feedback },
        ({ }, SubmissionFailed failed) => Take(state, SubmissionStep.Fail) with { Score = failed.Score, Feedback = failed.Feedback },
        ({ }, SubmissionResubmitted again) => Take(state, SubmissionStep.Resubmit) with
        {
            Attempt = again.Attempt,
            IsLate = again.IsLate,
            Text = again.Text,
            Link = again.Link,
        },
        _ => throw new UnreachableException($"A {fact.GetType().Name} cannot happen to {(state is null ? "nothing" : "a submission")}."),
    };

    private static SubmissionStep StepOf(ReviewOutcome outcome) => outcome switch
    {
        ReviewOutcome.Returned => SubmissionStep.Return,
        ReviewOutcome.Passed => SubmissionStep.Pass,
        ReviewOutcome.Failed => SubmissionStep.Fail,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static bool IsLate(DateOnly? due, DateOnly today) => today > due;

    /// <summary>Why the step cannot be taken from where the submission stands; null where it can.</summary>
    private static Error? Refusal(Submission? state, SubmissionStep step) => state switch
    {
        null => SubmissionErrors.NotFound,
        _ when !SubmissionSteps.IsPossible(state.Status, step) => SubmissionErrors.NotPossible(state.Status, step),
        _ => null,
    };

    private static Submission Take(Submission state, SubmissionStep step) => state with { Status = SubmissionSteps.Table[(state.Status, step)] };
}
