using System.Diagnostics;
using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Programmes;

/// <summary>What may happen to a programme, and what follows. Seats: see <see cref="SeatDecisions"/>.</summary>
public static class ProgrammeDecisions
{
    private static readonly ProgrammeEvent[] Nothing = [];

    public static Decision<ProgrammeEvent> Draft(Programme? state, ProgrammeDetails details)
    {
        if (state is not null) return ProgrammeErrors.Exists;
        var normal = ProgrammeChecks.Normal(details);
        return normal.IsSuccess ? Written(new ProgrammeDrafted { Title = normal.Value.Title }, normal.Value) : normal.Error;
    }

    public static Decision<ProgrammeEvent> Change(Programme? state, ProgrammeDetails details)
    {
        if (state is null) return ProgrammeErrors.NotFound;
        var normal = ProgrammeChecks.Normal(details);
        if (!normal.IsSuccess) return normal.Error;
        return state.Status == ProgrammeStatus.Draft ? Revise(state, normal.Value) : Grow(state, normal.Value);
    }

    /// <summary>Asks for a state: asked again, it changes nothing.</summary>
    public static Decision<ProgrammeEvent> Publish(Programme? state)
    {
        if (state is null) return ProgrammeErrors.NotFound;
        if (state.Status == ProgrammeStatus.Published) return Nothing;
        return ProgrammeCompleteness.Gaps(state) is { Count: > 0 } gaps ? ProgrammeErrors.Incomplete(gaps) : new ProgrammePublished();
    }

    /// <param name="today">In UTC.</param>
    public static ProgrammeOpenness Openness(Programme? state, DateOnly today) => state switch
    {
        null => ProgrammeOpenness.Unknown,
        { Status: ProgrammeStatus.Draft } => ProgrammeOpenness.Draft,
        _ when state.Ends < today => ProgrammeOpenness.Ended,
        _ => ProgrammeOpenness.Open,
    };

    public static Programme Evolve(Programme? state, ProgrammeEvent fact) => (state, fact) switch
    {
        (null, ProgrammeDrafted drafted) => Write(
            new Programme { Status = ProgrammeStatus.Draft, Title = drafted.Title, Sessions = [], Tasks = [], SeatsTaken = 0 }, drafted),
        ({ }, ProgrammeRevised revised) => Write(state, revised),
        ({ }, ProgrammePublished) => state with { Status = ProgrammeStatus.Published },
        ({ }, ProgrammeSessionsAdded added) => state with { Sessions = [.. state.Sessions, .. added.Sessions] },
        ({ }, ProgrammeTasksAdded added) => state with { Tasks = [.. state.Tasks, .. added.Tasks] },
        ({ }, ProgrammeCapacityRaised raised) => state with { Capacity = raised.Capacity },
        ({ }, ProgrammeExtended extended) => state with { Ends = extended.Ends },
        ({ }, ProgrammeJoinAtChanged changed) => state with { JoinAt = changed.JoinAt },
        ({ }, ProgrammeSeatTaken taken) => state with { SeatsTaken = taken.SeatsTaken },
        ({ }, ProgrammeSeatFreed freed) => state with { SeatsTaken = freed.SeatsTaken },
        _ => throw new UnreachableException($"A {fact.GetType().Name} cannot happen to {(state is null ? "nothing" : "a programme")}."),
    };

    private static Decision<ProgrammeEvent> Revise(Programme draft, ProgrammeDetails wanted)
    {
        var revised = Written(new ProgrammeRevised { Title = wanted.Title }, wanted);
        return DocumentJson.AreSame(Evolve(draft, revised), draft) ? Nothing : revised;
    }

    private static Decision<ProgrammeEvent> Grow(Programme published, ProgrammeDetails wanted)
    {
        if (ProgrammeGrowth.Refusals(published, wanted) is { Count: > 0 } refusals) return ProgrammeErrors.Published(refusals);
        var grown = published with { Ends = wanted.Ends, Capacity = wanted.Capacity, Sessions = wanted.Sessions!, Tasks = wanted.Tasks! };
        if (ProgrammeCompleteness.Gaps(grown) is { Count: > 0 } gaps) return ProgrammeErrors.Invalid(gaps);
        return ProgrammeGrowth.Events(published, wanted).ToArray();
    }

    private static ProgrammeWritten Written(ProgrammeWritten fact, ProgrammeDetails details) => fact with
    {
        Title = details.Title,
        Description = details.Description,
        Language = details.Language,
        Starts = details.Starts,
        Ends = details.Ends,
        Capacity = details.Capacity,
        JoinAt = details.JoinAt,
        Sessions = details.Sessions ?? [],
        Tasks = details.Tasks ?? [],
        Completion = details.Completion,
    };

    private static Programme Write(Programme state, ProgrammeWritten written) => state with
    {
        Title = written.Title,
        Description = written.Description,
        Language = written.Language,
        Starts = written.Starts,
        Ends = written.Ends,
        Capacity = written.Capacity,
        JoinAt = written.JoinAt,
        Sessions = written.Sessions,
        Tasks = written.Tasks,
        Completion = written.Completion,
    };
}
