using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Domains.LegalHolds;

public sealed class LegalHoldFunctions(RecordEndpoint records, IsPersonKnown isKnown, TimeProvider time)
{
    private const string List = "privacy/holds";
    private const string OfPerson = List + "/{personId:guid}";
    private const string One = OfPerson + "/{holdId:guid}";

    [Function("PlaceHold")]
    [Allow(Role.Dpo)]
    [Operation("Place a legal hold, which keeps a person's data from being erased", Body = typeof(NewHold), Answer = typeof(LegalHold), Status = 201, Errors = ["legal-hold-invalid", "person-not-found"])]
    public Task<IResult> PlaceAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = List)] HttpRequest request, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return records.CreateAsync(
            request,
            LegalHoldsDomain.LegalHolds,
            (Guid id, NewHold hold) => KeyOf(request, hold.PersonId, id),
            key => $"{request.Path}/{key.SubjectId}/{key.RecordId}",
            (NewHold hold) => LegalHoldDecisions.Place(hold, now),
            cancellation,
            async (key, _, _, _) => await isKnown(key.TenantId, Guid.Parse(key.SubjectId), cancellation) ? null : LegalHoldErrors.NoPerson);
    }

    [Function("ReleaseHold")]
    [Allow(Role.Dpo)]
    [Operation("Release a legal hold", Body = typeof(Release), Answer = typeof(LegalHold), Errors = ["legal-hold-invalid"])]
    public Task<IResult> ReleaseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/release")] HttpRequest request, Guid personId, Guid holdId, CancellationToken cancellation) =>
        records.ActAsync(request, LegalHoldsDomain.LegalHolds, KeyOf(request, personId, holdId), "released", (LegalHold state, Release release) => LegalHoldDecisions.Release(state, release), cancellation);

    [Function("ListHolds")]
    [Allow(Role.Dpo, Role.Auditor)]
    [Query("status")]
    [Operation("List legal holds, the newest first", Answer = typeof(LegalHold), IsPaged = true)]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, CancellationToken cancellation) =>
        records.ListAsync(request, LegalHoldsDomain.LegalHolds, subjectId: null, ["status"], cancellation);

    [Function("ListPersonHolds")]
    [Allow(Role.Dpo, Role.Auditor)]
    [Operation("List the legal holds on a person's data, the newest first", Answer = typeof(LegalHold), IsPaged = true)]
    public Task<IResult> ListOfPersonAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = OfPerson)] HttpRequest request, Guid personId, CancellationToken cancellation) =>
        records.ListAsync(request, LegalHoldsDomain.LegalHolds, personId, [], cancellation);

    [Function("GetHold")]
    [Allow(Role.Dpo, Role.Auditor)]
    [Operation("Read a legal hold", Answer = typeof(LegalHold))]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid personId, Guid holdId, CancellationToken cancellation) =>
        records.GetAsync(request, LegalHoldsDomain.LegalHolds, KeyOf(request, personId, holdId), cancellation);

    private static RecordKey KeyOf(HttpRequest request, Guid personId, Guid holdId) => new(request.Caller().TenantId, personId.ToString(), holdId);
}
