using System.ComponentModel;
using Serverless.Cloud.Audit;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Platform.Audit;

/// <summary>An entry as a subject, a data-protection officer or an auditor sees it.</summary>
public sealed record AccessLogItem(
    [property: Description("Whose data it is: a person, a ledger, or the audit itself.")] string SubjectId,
    [property: Description("Place in the subject's chain, from 1.")] long Sequence,
    DateTimeOffset At,
    [property: Description("The account; of what followed by itself, the one whose doing it followed from.")] string CallerId,
    [property: Description("The caller's roles then.")] IReadOnlyList<string> Roles,
    [property: Description("On whose behalf: the subject's own, the tenant's, or as a consequence of what the caller had done.")] AccessBehalf Behalf,
    [property: Description("By its name.")] string Function,
    [property: Description("What that function does, in words.")] string Does,
    AccessKind Kind,
    [property: Description("For which the fields are kept.")] IReadOnlyList<Purpose> Purposes,
    [property: Description("Which records, and which of their personal fields were shown or written; never the values.")] IReadOnlyList<AccessedRecords> Records,
    [property: Description("The network that the request came from; null where none is known, or the caller may not see it.")] string? From,
    [property: Description("Of the request, as x-request-id answered it.")] string? TraceId,
    [property: Description("Of the entry, which the next one names.")] string Hash)
{
    public static AccessLogItem Of(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new AccessLogItem(
            entry.SubjectId, entry.Sequence, entry.At, entry.CallerId, entry.Roles, entry.Behalf, entry.Function, FunctionWords.Of(entry.Function),
            entry.Kind, entry.Purposes, entry.Records, entry.From, entry.TraceId, entry.Hash);
    }
}
