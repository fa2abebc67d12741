using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Consents;

/// <summary>A person's consents: said, looked up and checked. Nothing here changes an entry or takes one away.</summary>
public sealed class ConsentFunctions(RecordEndpoint records, ConsentEntries entries, IsPersonActive isActive, TimeProvider time)
{
    private const string List = "people/{personId:guid}/consents";

    [Function("RecordConsent")]
    [Allow(Role.Learner, Role.Staff)]
    [Operation("Grant or withdraw a consent", Body = typeof(ConsentChoice), Answer = typeof(ConsentLedger), Errors = ["consent-invalid", "person-not-found"])]
    public Task<IResult> RecordAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = List)] HttpRequest request, Guid personId, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var now = time.GetUtcNow();
        return records.PutAsync(
            request,
            ConsentsDomain.Consents,
            LedgerOf(caller, personId),
            "recorded",
            now,
            (ConsentLedger? ledger, ConsentChoice choice) => ConsentDecisions.Record(ledger, choice, new ConsentContext(caller.TenantId, personId, caller.Id, now)),
            cancellation,
            async (_, _, _, _) => await isActive(caller.TenantId, personId, cancellation) ? null : ConsentErrors.NoPerson);
    }

    [Function("ListConsents")]
    [Allow(Role.Learner, Role.Staff, Role.Dpo, Role.Auditor)]
    [Query("pageSize", "The most entries that a page may hold, up to 100; 25 where it is absent.", Type = typeof(int))]
    [Query("continuation", "From the page before; absent for the first.")]
    [Operation("List what stands of a person's consents, and the entries that say so, the newest first", Answer = typeof(ConsentPage))]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, Guid personId, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var at = LedgerOf(caller, personId);
        var page = PageRequest.Read(request, $"consents/{caller.TenantId}/{personId}");
        if (!page.IsSuccess) return Problems.Of(page.Error);
        var ledger = await entries.LedgerAsync(at, cancellation);
        var last = ledger?.State.Count ?? 0;
        if (page.Value.Continuation is { } continuation && !long.TryParse(continuation, NumberStyles.None, CultureInfo.InvariantCulture, out last))
            return Problems.Of(PageRequest.MalformedContinuation);
        var first = Math.Max(1, last - page.Value.Size + 1);
        var found = last < first ? [] : await entries.PageAsync(at, first, last, cancellation);
        return Results.Ok(new JsonObject
        {
            ["standing"] = new JsonArray([.. (ledger?.State.Standing ?? []).Select(DocumentJson.Write)]),
            ["items"] = new JsonArray([.. found.Select(entry => DocumentJson.Write(ConsentItem.Of(entry, caller, at.SubjectId, ledger!.IsRestricted)))]),
            ["continuation"] = page.Value.Next(first > 1 ? (first - 1).ToString(CultureInfo.InvariantCulture) : null),
        });
    }

    [Function("VerifyConsents")]
    [Allow(Role.Learner, Role.Staff, Role.Dpo, Role.Auditor)]
    [Operation("Check that no entry of a person's consents was altered, removed, inserted or moved", Answer = typeof(ConsentVerification))]
    public async Task<IResult> VerifyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List + "/verify")] HttpRequest request, Guid personId, CancellationToken cancellation) =>
        Results.Ok(DocumentJson.Write(await entries.VerifyAsync(LedgerOf(request.Caller(), personId), cancellation)));

    private static RecordKey LedgerOf(Caller caller, Guid personId) => new(caller.TenantId, personId.ToString(), ConsentLedger.IdOf(personId));
}
