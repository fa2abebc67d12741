using System.ComponentModel;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Breaches;

/// <summary>A breach as the register shows it, with what its clock says now. Texts are null for those who do not see them.</summary>
public sealed record RegisteredBreach(
    Guid Id,
    [property: Description("Goes into If-Match, quoted.")] long Version,
    BreachStatus Status,
    BreachRisk Risk,
    DateTimeOffset? OccurredAt,
    DateTimeOffset AwareAt,
    [property: Description("Until when the authority must be notified, unless a risk is unlikely.")] DateTimeOffset NotifyBy,
    [property: Description("Whole hours until then, negative once it has passed; null where nothing is due any more.")] int? HoursLeft,
    [property: Description("The authority is to be notified and was not in time.")] bool Overdue,
    [property: Description("It was told that the deadline is near or missed.")] bool Escalated,
    DateTimeOffset? EscalatedAt,
    string? Description,
    IReadOnlyList<ConcernedPeople> Concerned,
    IReadOnlyList<Personal> DataClasses,
    int? ApproximatePeople,
    int? ApproximateRecords,
    string? Consequences,
    string? Containment,
    DateTimeOffset? AuthorityNotifiedAt,
    string? AuthorityReference,
    string? LateReason,
    DateTimeOffset? PeopleNotifiedAt,
    NoticeExemption? Exemption,
    DateTimeOffset? ClosedAt)
{
    public static RegisteredBreach Of(Stored<Breach> stored, Caller caller, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var breach = stored.State;
        var sees = caller.Sees(Personal.FreeText, stored.Key.SubjectId);
        if (sees) RecordTrail.Shown(caller, BreachesDomain.Breaches, stored.Key, stored.Data);
        return new RegisteredBreach(
            stored.Key.RecordId,
            stored.Version,
            breach.Status,
            breach.Risk,
            breach.OccurredAt,
            breach.AwareAt,
            breach.NotifyBy,
            breach.DueBy is { } due ? (int)Math.Floor((due - now).TotalHours) : null,
            breach.Risk != BreachRisk.Unlikely && (breach.AuthorityNotifiedAt ?? now) > breach.NotifyBy,
            breach.EscalatedAt is not null,
            breach.EscalatedAt,
            sees ? breach.Description : null,
            breach.Concerned,
            breach.DataClasses,
            breach.ApproximatePeople,
            breach.ApproximateRecords,
            sees ? breach.Consequences : null,
            sees ? breach.Containment : null,
            breach.AuthorityNotifiedAt,
            breach.AuthorityReference,
            sees ? breach.LateReason : null,
            breach.PeopleNotifiedAt,
            breach.Exemption,
            breach.ClosedAt);
    }
}
