using System.Diagnostics;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Applications;

/// <summary>What may happen to an application, and what follows; in which order, <see cref="ApplicationSteps"/> says.</summary>
public static class ApplicationDecisions
{
    private static readonly ApplicationEvent[] Nothing = [];

    /// <summary>The person must be here and the programme open: see <see cref="ApplicationFunctions"/>.</summary>
    public static Decision<ApplicationEvent> Draft(Application? state, ApplicationDetails details)
    {
        if (state is not null) return ApplicationErrors.Exists;
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
        var changed = new ApplicationChanged { ProgrammeId = state.ProgrammeId, Motivation = normal.Value.Motivation, Answers = normal.Value.Answers ?? [] };
        return DocumentJson.AreSame(Evolve(state, changed), state) ? Nothing : changed;
    }

    /// <summary>The person must still be here and the programme still open.</summary>
    public static Decision<ApplicationEvent> Submit(Application? state)
    {
        if (Refusal(state, ApplicationStep.Submit) is { } refusal) return refusal;
        return state!.Motivation is null
            ? ApplicationErrors.Incomplete(new Violation("/motivation", "is missing"))
            : new ApplicationSubmitted { ProgrammeId = state.ProgrammeId };
    }

    public static Decision<ApplicationEvent> StartReview(Application? state) =>
        Refusal(state, ApplicationStep.StartReview) is { } refusal ? refusal : new ApplicationReviewStarted { ProgrammeId = state!.ProgrammeId };

    /// <summary>A seat must be claimed before it is committed: a seat too many can be given back, an acceptance cannot.</summary>
    public static Decision<ApplicationEvent> Accept(Application? state) =>
        Refusal(state, ApplicationStep.Accept) is { } refusal ? refusal : new ApplicationAccepted { ProgrammeId = state!.ProgrammeId };

    public static Decision<ApplicationEvent> Reject(Application? state, Rejection rejection)
    {
        if (Refusal(state, ApplicationStep.Reject) is { } refusal) return refusal;
        var normal = ApplicationChecks.Normal(rejection);
        return normal.IsSuccess ? new ApplicationRejected { ProgrammeId = state!.ProgrammeId, Rejection = normal.Value } : normal.Error;
    }

    public static Decision<ApplicationEvent> Withdraw(Application? state) =>
        Refusal(state, ApplicationStep.Withdraw) is { } refusal ? refusal : new ApplicationWithdrawn { ProgrammeId = state!.ProgrammeId };

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

    /// <summary>Why the step cannot be taken from where the application stands; null where it can.</summary>
    private static Error? Refusal(Application? state, ApplicationStep step) => state switch
    {
        null => ApplicationErrors.NotFound,
        _ when !ApplicationSteps.IsPossible(state.Status, step) => ApplicationErrors.NotPossible(state.Status, step),
        _ => null,
    };

    private static Application Take(Application state, ApplicationStep step) => state with { Status = ApplicationSteps.Table[(state.Status, step)] };
}
