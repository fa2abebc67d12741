using System.Diagnostics;
using Serverless.Functions.Seams;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Enrolments;

/// <summary>
/// What may happen to an enrolment, and what follows; in which order, <see cref="EnrolmentSteps"/> says. What other domains tell
/// may be told again, late and in any order: where it cannot count, it changes nothing and is no error.
/// </summary>
public static class EnrolmentDecisions
{
    private static readonly EnrolmentEvent[] Nothing = [];

    /// <summary>An application was accepted. It starts the enrolment once: what has ended by then needs another.</summary>
    public static Decision<EnrolmentEvent> Start(Enrolment? state, Guid programmeId, Guid applicationId)
    {
        if (state is not null && (!EnrolmentSteps.IsPossible(state.Status, EnrolmentStep.Start) || IsKnown(state, applicationId))) return Nothing;
        return Started(programmeId, applicationId);
    }

    /// <summary>An accepted application was withdrawn. What the person has completed by then stays completed.</summary>
    public static Decision<EnrolmentEvent> End(Enrolment? state, Guid programmeId, Guid applicationId)
    {
        var dropped = new EnrolmentDropped { ProgrammeId = programmeId, Reason = DropReason.ApplicationWithdrawn };
        // That it was accepted is told later, and must not start anything then.
        if (state is null) return new EnrolmentEvent[] { Started(programmeId, applicationId), dropped };
        return state.ApplicationId == applicationId && EnrolmentSteps.IsPossible(state.Status, EnrolmentStep.Drop) ? dropped : Nothing;
    }

    /// <param name="plan">Null where there is no such programme.</param>
    /// <param name="today">In UTC.</param>
    public static Decision<EnrolmentEvent> RecordSession(Enrolment? state, ProgrammePlan? plan, RecordedSession told, DateOnly today)
    {
        if (state is null) return EnrolmentErrors.NotFound;
        if (plan is null) return EnrolmentErrors.NoProgramme;
        if (plan.Sessions.All(session => session.Id != told.SessionId)) return EnrolmentErrors.NoSession;
        if (!EnrolmentSteps.IsPossible(state.Status, EnrolmentStep.Progress)) return Nothing;
        if (state.Sessions.Any(known => known.SessionId == told.SessionId && known.Version >= told.Version)) return Nothing;
        var recorded = new EnrolmentAttendanceRecorded { ProgrammeId = state.ProgrammeId, SessionId = told.SessionId, IsAttended = told.IsAttended, Version = told.Version };
        return Progress(state, plan, recorded, today);
    }

    /// <inheritdoc cref="RecordSession"/>
    public static Decision<EnrolmentEvent> RecordTask(Enrolment? state, ProgrammePlan? plan, PassedTask told, DateOnly today)
    {
        if (state is null) return EnrolmentErrors.NotFound;
        if (plan is null) return EnrolmentErrors.NoProgramme;
        if (plan.Tasks.All(task => task.Id != told.TaskId)) return EnrolmentErrors.NoTask;
        if (!EnrolmentSteps.IsPossible(state.Status, EnrolmentStep.Progress)) return Nothing;
        if (state.PassedTasks.Any(known => known.TaskId == told.TaskId)) return Nothing;
        return Progress(state, plan, new EnrolmentTaskPassed { ProgrammeId = state.ProgrammeId, TaskId = told.TaskId, Points = told.Points }, today);
    }

    /// <summary>The completion rules must be fulfilled: see <see cref="EnrolmentFunctions"/>.</summary>
    /// <param name="today">In UTC.</param>
    public static Decision<EnrolmentEvent> Complete(Enrolment? state, DateOnly today) =>
        Refusal(state, EnrolmentStep.Complete) is { } refusal ? refusal : Completed(state!, today);

    public static Decision<EnrolmentEvent> Drop(Enrolment? state, DropOut dropOut)
    {
        ArgumentNullException.ThrowIfNull(dropOut);
        if (Refusal(state, EnrolmentStep.Drop) is { } refusal) return refusal;
        if (dropOut.Reason == DropReason.ApplicationWithdrawn)
            return EnrolmentErrors.Invalid(new Violation("/reason", "is what follows when the application is withdrawn; withdraw it instead"));
        if (dropOut.Reason == DropReason.Erased) return EnrolmentErrors.Invalid(new Violation("/reason", "is what follows when the person is erased"));
        var note = string.IsNullOrWhiteSpace(dropOut.Note) ? null : dropOut.Note.Trim();
        return (dropOut.Reason, note) is (DropReason.Other, null)
            ? EnrolmentErrors.Invalid(new Violation("/note", "is missing, and the reason alone does not say why"))
            : new EnrolmentDropped { ProgrammeId = state!.ProgrammeId, Reason = dropOut.Reason, Note = note };
    }

    /// <summary>Who is erased takes part no more. What they had completed or left by then stays as it was.</summary>
    public static EnrolmentEvent? Erase(Enrolment state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return EnrolmentSteps.IsPossible(state.Status, EnrolmentStep.Drop) ? new EnrolmentDropped { ProgrammeId = state.ProgrammeId, Reason = DropReason.Erased } : null;
    }

    /// <summary>How others see where the person stands.</summary>
    public static EnrolmentStanding Standing(Enrolment? state) => state?.Status switch
    {
        null => EnrolmentStanding.None,
        EnrolmentStatus.Active => EnrolmentStanding.Active,
        EnrolmentStatus.Completed => EnrolmentStanding.Completed,
        EnrolmentStatus.Dropped => EnrolmentStanding.Dropped,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static Enrolment Evolve(Enrolment? state, EnrolmentEvent fact) => (state, fact) switch
    {
        (null, EnrolmentStarted started) => new Enrolment { ProgrammeId = started.ProgrammeId, Status = EnrolmentStatus.Active, ApplicationId = started.ApplicationId },
        ({ }, EnrolmentStarted started) => Take(state, EnrolmentStep.Start) with
        {
            ApplicationId = started.ApplicationId,
            EarlierApplications = [.. state.EarlierApplications.Append(state.ApplicationId).TakeLast(Enrolment.MaxEarlier)],
            Reason = null,
            Note = null,
        },
        ({ }, EnrolmentAttendanceRecorded recorded) => Take(state, EnrolmentStep.Progress) with { Sessions = Sessions(state, recorded) },
        ({ }, EnrolmentTaskPassed passed) => Take(state, EnrolmentStep.Progress) with
        {
            PassedTasks = [.. state.PassedTasks.Append(new PassedTask { TaskId = passed.TaskId, Points = passed.Points }).OrderBy(task => task.TaskId)],
            Points = state.Points + passed.Points,
        },
        ({ }, EnrolmentCompleted completed) => Take(state, EnrolmentStep.Complete) with { CompletedOn = completed.CompletedOn },
        ({ }, EnrolmentDropped dropped) => Take(state, EnrolmentStep.Drop) with { Reason = dropped.Reason, Note = dropped.Note },
        _ => throw new UnreachableException($"A {fact.GetType().Name} cannot happen to {(state is null ? "nothing" : "an enrolment")}."),
    };

    /// <summary>Completion is stored with the event that fulfils the rules, so that nothing can come between them.</summary>
    private static Decision<EnrolmentEvent> Progress(Enrolment state, ProgrammePlan plan, EnrolmentEvent fact, DateOnly today) =>
        CompletionRules.Missing(Evolve(state, fact), plan).Count > 0 ? fact : new[] { fact, Completed(state, today) };

    /// <summary>Sorted, as tasks are: in whatever order progress is told, the enrolment is the same.</summary>
    private static IReadOnlyList<RecordedSession> Sessions(Enrolment state, EnrolmentAttendanceRecorded recorded)
    {
        var latest = new RecordedSession { SessionId = recorded.SessionId, IsAttended = recorded.IsAttended, Version = recorded.Version };
        return [.. state.Sessions.Where(known => known.SessionId != recorded.SessionId).Append(latest).OrderBy(session => session.SessionId)];
    }

    private static bool IsKnown(Enrolment state, Guid applicationId) => state.ApplicationId == applicationId || state.EarlierApplications.Contains(applicationId);

    private static EnrolmentStarted Started(Guid programmeId, Guid applicationId) => new() { ProgrammeId = programmeId, ApplicationId = applicationId };

    private static EnrolmentCompleted Completed(Enrolment state, DateOnly today) => new() { ProgrammeId = state.ProgrammeId, CompletedOn = today };

    /// <summary>Why the step cannot be taken from where the enrolment stands; null where it can.</summary>
    private static Error? Refusal(Enrolment? state, EnrolmentStep step) => state switch
    {
        null => EnrolmentErrors.NotFound,
        _ when !EnrolmentSteps.IsPossible(state.Status, step) => EnrolmentErrors.NotPossible(state.Status),
        _ => null,
    };

    private static Enrolment Take(Enrolment state, EnrolmentStep step) => state with { Status = EnrolmentSteps.Table[(state.Status, step)] };
}
