using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Domains.Restrictions;

public sealed class RestrictionFunctions(RecordEndpoint records, StandingRestrictions standing, IsPersonKnown isKnown, TimeProvider time)
{
    private const string List = "privacy/restrictions";
    private const string OfPerson = List + "/{personId:guid}";
    private const string One = OfPerson + "/{restrictionId:guid}";

    [Function("SetRestriction")]
    [Allow(Role.Dpo)]
    [Operation("Restrict what is done with a person's data (GDPR Art. 18)", Body = typeof(NewRestriction), Answer = typeof(Restriction), Status = 201, Errors = ["person-not-found", "restriction-invalid"])]
    public async Task<IResult> SetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = List)] HttpRequest request, CancellationToken cancellation)
    {
        RecordKey? at = null;
        var answer = await records.CreateAsync(
            request,
            RestrictionsDomain.Restrictions,
            (Guid id, NewRestriction restriction) => at = KeyOf(request, restriction.PersonId, id),
            key => $"{request.Path}/{key.SubjectId}/{key.RecordId}",
            (NewRestriction restriction) => RestrictionDecisions.Set(restriction),
            cancellation,
            async (key, _, _, _) => await isKnown(key.TenantId, Guid.Parse(key.SubjectId), cancellation) ? null : RestrictionErrors.NoPerson);
        if (at is not null) await standing.UpholdAsync(at, cancellation);
        return answer;
    }

    [Function("LiftRestriction")]
    [Allow(Role.Dpo)]
    [Operation("Lift a restriction, once the person was told (GDPR Art. 18(3))", Body = typeof(Lift), Answer = typeof(Restriction), Errors = ["restriction-invalid", "restriction-of-erasure"])]
    public async Task<IResult> LiftAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/lift")] HttpRequest request, Guid personId, Guid restrictionId, CancellationToken cancellation)
    {
        var at = KeyOf(request, personId, restrictionId);
        var now = time.GetUtcNow();
        var answer = await records.ActAsync(
            request, RestrictionsDomain.Restrictions, at, "lifted", (Restriction state, Lift lift) => RestrictionDecisions.Lift(state, lift, now), cancellation);
        await standing.UpholdAsync(at, cancellation);
        return answer;
    }

    [Function("ListRestrictions")]
    [Allow(Role.Dpo, Role.Auditor)]
    [Query("status")]
    [Operation("List restrictions, the newest first", Answer = typeof(Restriction), IsPaged = true)]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, CancellationToken cancellation) =>
        records.ListAsync(request, RestrictionsDomain.Restrictions, subjectId: null, ["status"], cancellation);

    [Function("ListPersonRestrictions")]
    [Allow(Role.Dpo, Role.Auditor)]
    [Operation("List the restrictions of a person's data, the newest first", Answer = typeof(Restriction), IsPaged = true)]
    public Task<IResult> ListOfPersonAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = OfPerson)] HttpRequest request, Guid personId, CancellationToken cancellation) =>
        records.ListAsync(request, RestrictionsDomain.Restrictions, personId, [], cancellation);

    [Function("GetRestriction")]
    [Allow(Role.Dpo, Role.Auditor)]
    [Operation("Read a restriction", Answer = typeof(Restriction))]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid personId, Guid restrictionId, CancellationToken cancellation) =>
        records.GetAsync(request, RestrictionsDomain.Restrictions, KeyOf(request, personId, restrictionId), cancellation);

    private static RecordKey KeyOf(HttpRequest request, Guid personId, Guid restrictionId) => new(request.Caller().TenantId, personId.ToString(), restrictionId);
}
