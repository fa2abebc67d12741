using Serverless.Functions.Seams;
using Serverless.Kernel.Deadlines;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.PrivacyRequests;

/// <summary>
/// What a subject asks for, and by when it must be answered. Nothing in it is personal, so that it can be written when the subject's key
/// is destroyed: texts go by letter, here are their codes.
/// </summary>
public sealed record PrivacyRequest
{
    public const int MaxReason = 64;

    [Field("What is asked for", Purpose.LegalObligation)]
    public required PrivacyRequestKind Kind { get; init; }

    [Field("Which law's clock runs", Purpose.LegalObligation)]
    public required Jurisdiction Jurisdiction { get; init; }

    [Field("Who asks", Purpose.LegalObligation)]
    public required Requester RequestedBy { get; init; }

    [Field("How far it is", Purpose.LegalObligation)]
    public required PrivacyRequestStatus Status { get; init; }

    [Field("When it reached the organisation: the clock runs from there", Purpose.LegalObligation)]
    public required DateTimeOffset ReceivedAt { get; init; }

    [Field("Until when the law wants an answer", Purpose.LegalObligation)]
    public required DateTimeOffset RespondBy { get; init; }

    [Field("The rule that says so, as it is cited", Purpose.LegalObligation, MaxLength = 200)]
    public required string Rule { get; init; }

    [Field("The same as the deadline while the request is open, and nothing after: what is due is found by it", Purpose.Administration)]
    public DateTimeOffset? DueBy { get; init; }

    [Field("Whether its deadline is near or missed, and told to be so", Purpose.Administration)]
    public required DeadlineStage Deadline { get; init; }

    [Field("When its deadline was told to be near or missed", Purpose.Administration)]
    public DateTimeOffset? EscalatedAt { get; init; }

    [Field("Why the law's time was not enough", Purpose.LegalObligation)]
    public ExtensionReason? ExtensionReason { get; init; }

    [Field("Why it is held or was refused: a code", Purpose.LegalObligation, MaxLength = MaxReason)]
    public string? Reason { get; init; }

    [Field("When it was answered, or taken back", Purpose.LegalObligation)]
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>The only grounds that the law knows (GDPR Art. 12(3)). Stored by name: add, never rename or remove.</summary>
public enum ExtensionReason
{
    Complexity,
    NumberOfRequests,
}
