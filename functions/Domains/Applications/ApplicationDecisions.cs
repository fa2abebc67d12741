using System.Diagnostics;
using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Applications;

/// <summary>What may happen to an application, and what follows; in which order, <see cref="ApplicationSteps"/> says.</summary>
public static class ApplicationDecisions
{
    private static readonly ApplicationEvent[] Nothing = [];

    public static Decision<ApplicationEvent> Draft(Application? state, ApplicationDetails details, ProgrammeOpenness openness)
    {
        if (state is not null) return ApplicationErrors.Exists;
        if (openness != ProgrammeOpenness.Open) return ApplicationErrors.NotOpen(openness);
        var normal = ApplicationChecks.Normal(details);
        if (!normal.IsSuccess) return normal.Error;
        return new ApplicationDrafted { ProgrammeId = details.ProgrammeId, Motivation = normal.Value.Motivation, Answers = normal.Value.Answers ?? [] };
    }

    public static Decision<ApplicationEvent> Change(Application? state, ApplicationDetails details)
    {
        if (Refusal(state, ApplicationStep.Change) is { } refusal) return refusal;
        if (details.ProgrammeId != state!.ProgrammeId) return ApplicationErrors.Invalid(new Violation("/programmeId", "cannot change; draft another application"));
        var normal = ApplicationChecks.Normal(details);
        if (!normal.IsSuccess) return normal.Error;
        var changed = new ApplicationChanged { Motivation = normal.Value.Motivation, Answers = normal.Value.Answers ?? [] };
        return DocumentJson.AreSame(Evolve(state, changed), state) ? Nothing : changed;
    }

    /// <param name="openness">Of the application's programme, now: it may have ended since the draft was begun.</param>
    public static Decision<ApplicationEvent> Submit(Application? state, ProgrammeOpenness openness)
    {
        if (Refusal(state, ApplicationStep.Submit) is { } refusal) return refusal;
        if (openness != ProgrammeOpenness.Open) return ApplicationErrors.NotOpen(openness);
        return state!.Motivation is null ? ApplicationErrors.Incomplete(new Violation("/motivation", "is missing")) : new ApplicationSubmitted();
    }

    public static Decision<ApplicationEvent> StartReview(Application? state) =>
        Refusal(state, ApplicationStep.StartReview) is { } refusal ? refusal : new ApplicationReviewStarted();

    /// <param name="seat">What came of claiming a seat; claimed before, because a seat too many can be given back and an acceptance cannot.</param>
    public static Decision<ApplicationEvent> Accept(Application? state, SeatClaim seat)
    {
        var refusal = Refusal(state, ApplicationStep.Accept) ?? ApplicationErrors.WithoutSeat(seat);
        return refusal is null ? new ApplicationAccepted() : refusal;
    }

    public static Decision<ApplicationEvent> Reject(Application? state, Rejection rejection)
    {
        if (Refusal(state, ApplicationStep.Reject) is { } refusal) return refusal;
        var normal = ApplicationChecks.Normal(rejection);
        return normal.IsSuccess ? new ApplicationRejected { Rejection = normal.Value } : normal.Error;
    }

    public static Decision<ApplicationEvent> Withdraw(Application? state) =>
        Refusal(state, ApplicationStep.Withdraw) is { } refusal ? refusal : new ApplicationWithdrawn();

    /// <summary>Why the step cannot be taken from where the application stands; null where it can.</summary>
    public static Error? Refusal(Application? state, ApplicationStep step) => state switch
    {
        null => ApplicationErrors.NotFound,
        _ when !ApplicationSteps.IsPossible(state.Status, step) => ApplicationErrors.NotPossible(state.Status, step),
        _ => null,
    };

    public static Application Evolve(Application? state, ApplicationEvent fact) => (state, fact) switch
    {
        (null, ApplicationDrafted drafted) => new Application
        {
            ProgrammeId = drafted.ProgrammeId,
            Status = ApplicationStatus.Draft,
            Motivation = drafted.Motivation,
            Answers = drafted.Answers,
        },
        ({ }, ApplicationChanged changed) => Take(state, ApplicationStep.Change) with { Motivation = changed.Motivation, Answers = changed.Answers },
        ({ }, ApplicationSubmitted) => Take(state, ApplicationStep.Submit),
        ({ }, ApplicationReviewStarted) => Take(state, ApplicationStep.StartReview),
        ({ }, ApplicationAccepted) => Take(state, ApplicationStep.Accept),
        ({ }, ApplicationRejected rejected) => Take(state, ApplicationStep.Reject) with { Rejection = rejected.Rejection },
        ({ }, ApplicationWithdrawn) => Take(state, ApplicationStep.Withdraw),
        _ => throw new UnreachableException($"A {fact.GetType().Name} cannot happen to {(state is null ? "nothing" : "an application")}."),
    };

    private static Application Take(Application state, ApplicationStep step) => state with { Status = ApplicationSteps.Table[(state.Status, step)] };
}
