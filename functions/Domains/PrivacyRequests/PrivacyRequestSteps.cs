using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.PrivacyRequests;

/// <summary>Every way that a request can go. What is not in this table does not happen.</summary>
public static class PrivacyRequestSteps
{
    public static IReadOnlySet<(PrivacyRequestStatus From, PrivacyRequestStatus To)> Table { get; } = new HashSet<(PrivacyRequestStatus, PrivacyRequestStatus)>
    {
        (PrivacyRequestStatus.Received, PrivacyRequestStatus.Accepted),
        (PrivacyRequestStatus.Received, PrivacyRequestStatus.Held),
        (PrivacyRequestStatus.Received, PrivacyRequestStatus.Cancelled),
        (PrivacyRequestStatus.Received, PrivacyRequestStatus.Refused),
        (PrivacyRequestStatus.Accepted, PrivacyRequestStatus.Held),
        (PrivacyRequestStatus.Accepted, PrivacyRequestStatus.Completed),
        (PrivacyRequestStatus.Accepted, PrivacyRequestStatus.Cancelled),
        (PrivacyRequestStatus.Accepted, PrivacyRequestStatus.Refused),
        (PrivacyRequestStatus.Held, PrivacyRequestStatus.Accepted),
        (PrivacyRequestStatus.Held, PrivacyRequestStatus.Cancelled),
        (PrivacyRequestStatus.Held, PrivacyRequestStatus.Refused),
    };

    public static bool IsEnd(PrivacyRequestStatus status) => Table.All(step => step.From != status);

    /// <summary>What stands in the way, or speaks against it, is said.</summary>
    public static bool NeedsReason(PrivacyRequestStatus status) => status is PrivacyRequestStatus.Held or PrivacyRequestStatus.Refused;

    /// <summary>What answers such requests, as its address calls it; null where an officer does.</summary>
    public static string? ProcessOf(PrivacyRequestKind kind) => kind switch
    {
        PrivacyRequestKind.Erasure => "erasures",
        PrivacyRequestKind.Export => "exports",
        PrivacyRequestKind.Rectification or PrivacyRequestKind.Restriction or PrivacyRequestKind.Objection => null,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
