using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Breaches;

[FieldsOf(typeof(Breach))]
public sealed record BreachReport
{
    public required string Description { get; init; }

    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Null: now.</summary>
    public DateTimeOffset? AwareAt { get; init; }
}

[FieldsOf(typeof(Breach))]
public sealed record BreachAssessment
{
    public required BreachRisk Risk { get; init; }

    public required IReadOnlyList<ConcernedPeople> Concerned { get; init; }

    public required IReadOnlyList<Personal> DataClasses { get; init; }

    public int? ApproximatePeople { get; init; }

    public int? ApproximateRecords { get; init; }

    public string? Consequences { get; init; }
}

[FieldsOf(typeof(Breach))]
public sealed record BreachContainment
{
    public required string Containment { get; init; }
}

[FieldsOf(typeof(Breach))]
public sealed record AuthorityNotice
{
    /// <summary>Null: now.</summary>
    public DateTimeOffset? AuthorityNotifiedAt { get; init; }

    public string? AuthorityReference { get; init; }

    public string? LateReason { get; init; }
}

/// <summary>One of both: they were told, or need not be.</summary>
[FieldsOf(typeof(Breach))]
public sealed record PeopleNotice
{
    public DateTimeOffset? PeopleNotifiedAt { get; init; }

    public NoticeExemption? Exemption { get; init; }
}
