using Serverless.Functions.Seams;
using Serverless.Kernel.Deadlines;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.PrivacyRequests;

[FieldsOf(typeof(PrivacyRequest))]
public abstract record PrivacyRequestEvent
{
    /// <summary>In every event, so that who reads one needs no other.</summary>
    public required PrivacyRequestKind Kind { get; init; }
}

public sealed record PrivacyRequestReceived : PrivacyRequestEvent
{
    public required Jurisdiction Jurisdiction { get; init; }

    public required Requester RequestedBy { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required DateTimeOffset RespondBy { get; init; }

    public required string Rule { get; init; }
}

/// <summary>It goes on, or waits.</summary>
public sealed record PrivacyRequestAdvanced : PrivacyRequestEvent
{
    public required PrivacyRequestStatus Status { get; init; }

    public string? Reason { get; init; }
}

/// <summary>Answered, or taken back: nothing happens to it after that.</summary>
public sealed record PrivacyRequestEnded : PrivacyRequestEvent
{
    public required PrivacyRequestStatus Status { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    public string? Reason { get; init; }
}

/// <summary>The law's time was not enough, and the subject is told so.</summary>
public sealed record PrivacyRequestExtended : PrivacyRequestEvent
{
    public required ExtensionReason ExtensionReason { get; init; }

    public required DateTimeOffset RespondBy { get; init; }

    public required string Rule { get; init; }
}

/// <summary>Those who answer for it were told that its deadline is near, or missed.</summary>
public sealed record PrivacyRequestEscalated : PrivacyRequestEvent
{
    public required DeadlineStage Deadline { get; init; }

    public required DateTimeOffset EscalatedAt { get; init; }
}
