using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.LegalHolds;

/// <summary>That a person's data must be kept, whatever else would take it away: erasure, archival, the end of its retention.</summary>
public sealed record LegalHold
{
    [Field("The person whose data it is", Purpose.LegalObligation)]
    public required Guid PersonId { get; init; }

    [Field("What it is about", Purpose.LegalObligation)]
    public required HoldKind Kind { get; init; }

    [Field("Whether it stands", Purpose.LegalObligation)]
    public required HoldStatus Status { get; init; }

    [Field("Why the data must be kept", Purpose.LegalObligation, Personal.FreeText, MaxLength = 2000)]
    public required string Reason { get; init; }

    [Field("Who demands it, such as a court and its reference", Purpose.LegalObligation, Personal.FreeText, MaxLength = 500)]
    public required string Authority { get; init; }

    [Field("When it ends by itself; missing where somebody must release it", Purpose.LegalObligation)]
    public DateTimeOffset? Until { get; init; }

    [Field("Why it was released", Purpose.LegalObligation, Personal.FreeText, MaxLength = 2000)]
    public string? ReleaseReason { get; init; }

    public bool StandsAt(DateTimeOffset now) => Status == HoldStatus.Standing && !(Until <= now);
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum HoldKind
{
    /// <summary>A court has the matter, or will.</summary>
    Litigation,

    /// <summary>Somebody looks into what has happened.</summary>
    Investigation,

    /// <summary>A supervisory authority or an auditor asks for it.</summary>
    Regulatory,

    /// <summary>A claim that is not settled yet.</summary>
    Claim,
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum HoldStatus
{
    Standing,

    /// <summary>The end.</summary>
    Released,
}

[FieldsOf(typeof(LegalHold))]
public sealed record NewHold
{
    public required Guid PersonId { get; init; }

    public required HoldKind Kind { get; init; }

    public required string Reason { get; init; }

    public required string Authority { get; init; }

    public DateTimeOffset? Until { get; init; }
}

[FieldsOf(typeof(LegalHold))]
public sealed record Release
{
    public required string Reason { get; init; }
}
