using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Platform.Audit;

/// <summary>Who has read or written a person's data, told to them, to data-protection officers and to auditors. To look is entered too.</summary>
public sealed class AccessLogFunctions(AccessLog log)
{
    /// <summary>Whose chain holds who has looked into those of many.</summary>
    internal const string TheAudit = "audit";

    private static readonly PersonalField From = new("/from", Purpose.Security);

    [Function("ReadAccessLog")]
    [Allow(Role.Learner, Role.Dpo)]
    [Operation("List who has read or written a person's data, the newest first", Answer = typeof(AccessLogItem), IsPaged = true)]
    public async Task<IResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "people/{personId:guid}/access-log")] HttpRequest request, Guid personId, CancellationToken cancellation)
    {
        var subject = new SubjectPlace(request.Caller().TenantId, personId.ToString());
        var page = PageRequest.Read(request, $"access-log/{subject.TenantId}/{personId}");
        if (!page.IsSuccess) return Problems.Of(page.Error);
        var before = long.MaxValue;
        if (page.Value.Continuation is { } continuation && !long.TryParse(continuation, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return Problems.Of(PageRequest.MalformedContinuation);

        var entries = await log.PageAsync(subject, before, page.Value.Size, cancellation);
        Note(request, subject, entries);
        var isLast = entries.Count < page.Value.Size || entries[^1].Sequence == 1;
        return Answer(entries, page.Value.Next(isLast ? null : entries[^1].Sequence.ToString(CultureInfo.InvariantCulture)));
    }

    [Function("SearchAudit")]
    [Allow(Role.Auditor, Role.Dpo)]
    [Query("personId", "Whose data it is.", Type = typeof(Guid))]
    [Query("callerId", "The account that has read or written.")]
    [Query("function", "The function's name.")]
    [Query("kind", "What was done.", Type = typeof(AccessKind))]
    [Query("from", "Not before this time.", Type = typeof(DateTimeOffset))]
    [Query("to", "Before this time.", Type = typeof(DateTimeOffset))]
    [Operation("Search who has read or written whose data, the newest first", Answer = typeof(AccessLogItem), IsPaged = true, Errors = ["invalid-filter"])]
    public async Task<IResult> SearchAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "audit")] HttpRequest request, CancellationToken cancellation)
    {
        var query = AuditFilter.Read(request);
        if (!query.IsSuccess) return Problems.Of(query.Error);
        var page = PageRequest.Read(request, query.Value.Name);
        if (!page.IsSuccess) return Problems.Of(page.Error);
        var found = await log.FindAsync(query.Value, page.Value.Size, page.Value.Continuation, cancellation);
        if (found is null) return Problems.Of(PageRequest.MalformedContinuation);
        Note(request, new SubjectPlace(query.Value.TenantId, query.Value.SubjectId ?? TheAudit), found.Items);
        return Answer(found.Items, page.Value.Next(found.Continuation));
    }

    private static void Note(HttpRequest request, SubjectPlace subject, IReadOnlyList<AuditEntry> entries)
    {
        var ids = entries.Count == 0 || subject.SubjectId == TheAudit ? "" : $"{entries[^1].Id}-{entries[0].Id}";
        AccessTrail.Current?.Note(AccessKind.AuditRead, request.Caller(), subject, "audit-entry", ids, entries.Any(entry => entry.From is not null) ? [From] : []);
    }

    private static IResult Answer(IReadOnlyList<AuditEntry> entries, string? continuation) => Results.Ok(new JsonObject
    {
        ["items"] = new JsonArray([.. entries.Select(entry => DocumentJson.Write(AccessLogItem.Of(entry)))]),
        ["continuation"] = continuation,
    });
}
