using Serverless.Kernel.Declarations;
using Serverless.Kernel.Values;

namespace Serverless.Functions.Domains.Programmes;

/// <summary>What people apply for, attend and complete. While it is a draft, what is not yet known may be missing.</summary>
public sealed record Programme
{
    [Field("Whether the programme is still being written or stands", Purpose.Administration)]
    public required ProgrammeStatus Status { get; init; }

    [Field("Name of the programme, as it is printed on certificates", Purpose.Administration, MaxLength = 200)]
    public required string Title { get; init; }

    [Field("What the programme is about and whom it is for", Purpose.Communication, MaxLength = 4000)]
    public string? Description { get; init; }

    [Field("Language in which the programme is held (BCP 47)", Purpose.Communication, MaxLength = LanguageTag.MaxLength)]
    public string? Language { get; init; }

    [Field("First day, where the programme is held", Purpose.Administration)]
    public DateOnly? Starts { get; init; }

    [Field("Last day, where the programme is held", Purpose.Administration)]
    public DateOnly? Ends { get; init; }

    [Field("How many people can be accepted", Purpose.Administration)]
    public int? Capacity { get; init; }

    [Field("Where people join what is held online", Purpose.Communication, MaxLength = 2000, Feature = ProgrammesDomain.OnlineAddress)]
    public string? JoinAt { get; init; }

    [Field("What people attend", Purpose.Administration, MaxItems = 100)]
    public required IReadOnlyList<Session> Sessions { get; init; }

    [Field("What people hand in", Purpose.Assessment, MaxItems = 100)]
    public required IReadOnlyList<ProgrammeTask> Tasks { get; init; }

    [Field("What it takes to complete the programme", Purpose.Certification)]
    public CompletionRules? Completion { get; init; }

    [Field("How many people are accepted", Purpose.Administration)]
    public required int SeatsTaken { get; init; }
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum ProgrammeStatus
{
    Draft,
    Published,
}

public sealed record Session
{
    [Field("Names the session within the programme; chosen by who writes it", Purpose.Administration)]
    public required Guid Id { get; init; }

    [Field("What the session is about", Purpose.Communication, MaxLength = 200)]
    public required string Title { get; init; }

    [Field("When the session starts", Purpose.Administration)]
    public required DateTimeOffset Starts { get; init; }

    [Field("When the session ends", Purpose.Administration)]
    public required DateTimeOffset Ends { get; init; }

    [Field("How people take part", Purpose.Communication)]
    public required SessionFormat Format { get; init; }

    [Field("Where the session is held", Purpose.Communication, MaxLength = 300)]
    public string? Place { get; init; }
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum SessionFormat
{
    OnSite,
    Online,
}

public sealed record ProgrammeTask
{
    [Field("Names the task within the programme; chosen by who writes it", Purpose.Administration)]
    public required Guid Id { get; init; }

    [Field("What is to be done", Purpose.Communication, MaxLength = 200)]
    public required string Title { get; init; }

    [Field("Last day to hand the task in", Purpose.Assessment)]
    public DateOnly? Due { get; init; }

    [Field("What the task is worth", Purpose.Assessment)]
    public required int Points { get; init; }
}

public sealed record CompletionRules
{
    [Field("Share of the sessions that must be attended, in percent", Purpose.Certification)]
    public required int MinimumAttendance { get; init; }

    [Field("Points that must be reached", Purpose.Certification)]
    public required int MinimumPoints { get; init; }

    [Field("Tasks that must be passed, by their ids", Purpose.Certification, MaxItems = 100)]
    public required IReadOnlyList<Guid> RequiredTasks { get; init; }
}
