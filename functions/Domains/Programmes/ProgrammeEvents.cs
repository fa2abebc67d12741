using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Programmes;

[FieldsOf(typeof(Programme))]
public abstract record ProgrammeEvent;

/// <summary>Holds all details, changed or not.</summary>
public abstract record ProgrammeWritten : ProgrammeEvent
{
    public required string Title { get; init; }

    public string? Description { get; init; }

    public string? Language { get; init; }

    public DateOnly? Starts { get; init; }

    public DateOnly? Ends { get; init; }

    public int? Capacity { get; init; }

    public string? JoinAt { get; init; }

    public IReadOnlyList<Session> Sessions { get; init; } = [];

    public IReadOnlyList<ProgrammeTask> Tasks { get; init; } = [];

    public CompletionRules? Completion { get; init; }
}

public sealed record ProgrammeDrafted : ProgrammeWritten;

public sealed record ProgrammeRevised : ProgrammeWritten;

/// <summary>From here on people rely on it: it only grows.</summary>
public sealed record ProgrammePublished : ProgrammeEvent;

/// <summary>Holds the added sessions only.</summary>
public sealed record ProgrammeSessionsAdded : ProgrammeEvent
{
    public required IReadOnlyList<Session> Sessions { get; init; }
}

/// <summary>Holds the added tasks only.</summary>
public sealed record ProgrammeTasksAdded : ProgrammeEvent
{
    public required IReadOnlyList<ProgrammeTask> Tasks { get; init; }
}

public sealed record ProgrammeCapacityRaised : ProgrammeEvent
{
    public required int Capacity { get; init; }
}

public sealed record ProgrammeExtended : ProgrammeEvent
{
    public required DateOnly Ends { get; init; }
}

/// <summary>Holds where people join from now on; nothing where that is not said any more.</summary>
public sealed record ProgrammeJoinAtChanged : ProgrammeEvent
{
    public string? JoinAt { get; init; }
}

/// <summary>Holds the count with this seat.</summary>
public sealed record ProgrammeSeatTaken : ProgrammeEvent
{
    public required int SeatsTaken { get; init; }
}

/// <summary>Holds the count without this seat.</summary>
public sealed record ProgrammeSeatFreed : ProgrammeEvent
{
    public required int SeatsTaken { get; init; }
}
