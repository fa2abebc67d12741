using Serverless.Kernel.Deadlines;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Breaches;

/// <summary>A personal data breach, as the law wants it documented (GDPR Art. 33(5)). Its texts are sealed under a key of its own, and name nobody.</summary>
public sealed record Breach
{
    [Field("How far dealing with it is", Purpose.LegalObligation)]
    public required BreachStatus Status { get; init; }

    [Field("What happened", Purpose.LegalObligation, Personal.FreeText, MaxLength = 8000)]
    public required string Description { get; init; }

    [Field("When it happened, where that is known", Purpose.LegalObligation)]
    public DateTimeOffset? OccurredAt { get; init; }

    [Field("When the organisation became aware of it: the clock runs from there", Purpose.LegalObligation)]
    public required DateTimeOffset AwareAt { get; init; }

    [Field("Until when the authority must be notified, unless a risk is unlikely", Purpose.LegalObligation)]
    public required DateTimeOffset NotifyBy { get; init; }

    [Field("The same as the deadline while the authority is to be notified, and nothing else: what is due is found by it", Purpose.Administration)]
    public DateTimeOffset? DueBy { get; init; }

    [Field("Whether its deadline is near or missed, and told to be so", Purpose.Administration)]
    public required DeadlineStage Deadline { get; init; }

    [Field("When its deadline was told to be near or missed", Purpose.Administration)]
    public DateTimeOffset? EscalatedAt { get; init; }

    [Field("How likely it harms those whom it concerns", Purpose.LegalObligation)]
    public required BreachRisk Risk { get; init; }

    [Field("Whose data it concerns", Purpose.LegalObligation, MaxItems = 10)]
    public required IReadOnlyList<ConcernedPeople> Concerned { get; init; }

    [Field("Which classes of data it concerns", Purpose.LegalObligation, MaxItems = 10)]
    public required IReadOnlyList<Personal> DataClasses { get; init; }

    [Field("How many people it concerns, about", Purpose.LegalObligation)]
    public int? ApproximatePeople { get; init; }

    [Field("How many records it concerns, about", Purpose.LegalObligation)]
    public int? ApproximateRecords { get; init; }

    [Field("What it probably leads to", Purpose.LegalObligation, Personal.FreeText, MaxLength = 8000)]
    public string? Consequences { get; init; }

    [Field("What was done against it and its effects", Purpose.LegalObligation, Personal.FreeText, MaxLength = 8000)]
    public string? Containment { get; init; }

    [Field("When the authority was notified", Purpose.LegalObligation)]
    public DateTimeOffset? AuthorityNotifiedAt { get; init; }

    [Field("The authority's file number", Purpose.LegalObligation, MaxLength = 100)]
    public string? AuthorityReference { get; init; }

    [Field("Why the authority was notified after its deadline", Purpose.LegalObligation, Personal.FreeText, MaxLength = 4000)]
    public string? LateReason { get; init; }

    [Field("When those whom it concerns were told", Purpose.LegalObligation)]
    public DateTimeOffset? PeopleNotifiedAt { get; init; }

    [Field("Why they need not be told one by one", Purpose.LegalObligation)]
    public NoticeExemption? Exemption { get; init; }

    [Field("When it was closed", Purpose.LegalObligation)]
    public DateTimeOffset? ClosedAt { get; init; }
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum BreachStatus
{
    Open,

    /// <summary>The end: all that the law wants is done.</summary>
    Closed,
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum BreachRisk
{
    NotAssessed,

    /// <summary>Nobody is notified (GDPR Art. 33(1)).</summary>
    Unlikely,

    /// <summary>The authority is notified.</summary>
    Likely,

    /// <summary>Those whom it concerns are told as well (GDPR Art. 34).</summary>
    High,
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum ConcernedPeople
{
    Applicants,
    Learners,
    Staff,
    Others,
}

/// <summary>GDPR Art. 34(3). Stored by name: add, never rename or remove.</summary>
public enum NoticeExemption
{
    /// <summary>(a) Nobody can read what got out: it is sealed.</summary>
    Unintelligible,

    /// <summary>(b) What was done since has taken the risk away.</summary>
    RiskRemoved,

    /// <summary>(c) It would be out of proportion, and it was made public instead.</summary>
    MadePublic,
}
