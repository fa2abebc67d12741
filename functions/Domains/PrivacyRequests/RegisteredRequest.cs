using Serverless.Kernel.Deadlines;
using System.ComponentModel;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.PrivacyRequests;

/// <summary>A request as the register shows it, with what its clock says now.</summary>
public sealed record RegisteredRequest(
    Guid Id,
    Guid PersonId,
    [property: Description("Goes into If-Match, quoted.")] long Version,
    PrivacyRequestKind Kind,
    Jurisdiction Jurisdiction,
    Requester RequestedBy,
    PrivacyRequestStatus Status,
    [property: Description("Why it is held or was refused: a code.")] string? Reason,
    DateTimeOffset ReceivedAt,
    [property: Description("Until when the law wants an answer.")] DateTimeOffset RespondBy,
    [property: Description("The rule that says so.")] string Rule,
    [property: Description("Why the law's time was not enough; null where it was not extended.")] ExtensionReason? ExtensionReason,
    [property: Description("Whole days until the deadline, negative once it has passed; null where the request has ended.")] int? DaysLeft,
    [property: Description("It is open and past its deadline, or was answered after it.")] bool Overdue,
    [property: Description("It was told that its deadline is near or missed.")] bool Escalated,
    [property: Description("When that was told.")] DateTimeOffset? EscalatedAt,
    [property: Description("When it was answered or taken back; null while it is open.")] DateTimeOffset? EndedAt,
    [property: Description("The erasure or export that answers it; null where an officer does.")] string? Process)
{
    public static RegisteredRequest Of(Stored<PrivacyRequest> stored, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var request = stored.State;
        return new RegisteredRequest(
            stored.Key.RecordId,
            Guid.Parse(stored.Key.SubjectId),
            stored.Version,
            request.Kind,
            request.Jurisdiction,
            request.RequestedBy,
            request.Status,
            request.Reason,
            request.ReceivedAt,
            request.RespondBy,
            request.Rule,
            request.ExtensionReason,
            request.EndedAt is null ? DeadlineStages.DaysLeft(request.RespondBy, now) : null,
            (request.EndedAt ?? now) > request.RespondBy,
            request.EscalatedAt is not null,
            request.EscalatedAt,
            request.EndedAt,
            PrivacyRequestSteps.ProcessOf(request.Kind) is { } process ? $"/api/privacy/{process}/{stored.Key.RecordId}" : null);
    }
}
