using Serverless.Kernel.Deadlines;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Breaches;

[FieldsOf(typeof(Breach))]
public abstract record BreachEvent;

public sealed record BreachReported : BreachEvent
{
    public required string Description { get; init; }

    public DateTimeOffset? OccurredAt { get; init; }

    public required DateTimeOffset AwareAt { get; init; }

    public required DateTimeOffset NotifyBy { get; init; }
}

/// <summary>For the first time, or anew: what is known comes in pieces (GDPR Art. 33(4)).</summary>
public sealed record BreachAssessed : BreachEvent
{
    public required BreachRisk Risk { get; init; }

    public required IReadOnlyList<ConcernedPeople> Concerned { get; init; }

    public required IReadOnlyList<Personal> DataClasses { get; init; }

    public int? ApproximatePeople { get; init; }

    public int? ApproximateRecords { get; init; }

    public string? Consequences { get; init; }
}

public sealed record BreachContained : BreachEvent
{
    public required string Containment { get; init; }
}

public sealed record BreachAuthorityNotified : BreachEvent
{
    public required DateTimeOffset AuthorityNotifiedAt { get; init; }

    public string? AuthorityReference { get; init; }

    public string? LateReason { get; init; }
}

public sealed record BreachPeopleNotified : BreachEvent
{
    public DateTimeOffset? PeopleNotifiedAt { get; init; }

    public NoticeExemption? Exemption { get; init; }
}

public sealed record BreachEscalated : BreachEvent
{
    public required DeadlineStage Deadline { get; init; }

    public required DateTimeOffset EscalatedAt { get; init; }
}

public sealed record BreachClosed : BreachEvent
{
    public required DateTimeOffset ClosedAt { get; init; }
}
