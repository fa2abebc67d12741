using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Domains.Programmes;

/// <summary>Drafts are nobody's business but of those who work here.</summary>
public sealed class ProgrammeFunctions(RecordEndpoint records)
{
    [Function("DraftProgramme")]
    [Allow(Role.Staff)]
    [Operation("Draft a programme", Body = typeof(ProgrammeDetails), Answer = typeof(Programme), Status = 201, Errors = ["programme-invalid"])]
    public Task<IResult> DraftAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "programmes")] HttpRequest request, CancellationToken cancellation) =>
        records.CreateAsync(
            request,
            ProgrammesDomain.Programmes,
            id => RecordKey.OfSubject(request.Caller().TenantId, id),
            (ProgrammeDetails details) => ProgrammeDecisions.Draft(state: null, details),
            cancellation);

    [Function("ListProgrammes")]
    [Allow(Role.Learner, Role.Staff, Role.Reviewer, Role.Dpo, Role.Auditor, Role.Operator)]
    [Query("status")]
    [Operation("List programmes, the newest first; learners see what is published", Answer = typeof(Programme), IsPaged = true)]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "programmes")] HttpRequest request, CancellationToken cancellation)
    {
        var all = new RecordQuery(request.Caller().TenantId, SubjectId: null);
        return SeesDrafts(request.Caller())
            ? records.ListAsync(request, ProgrammesDomain.Programmes, all, ["status"], cancellation)
            : records.ListAsync(request, ProgrammesDomain.Programmes, all with { Where = Published }, [], cancellation);
    }

    [Function("GetProgramme")]
    [Allow(Role.Learner, Role.Staff, Role.Reviewer, Role.Dpo, Role.Auditor, Role.Operator)]
    [Operation("Read a programme", Answer = typeof(Programme))]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "programmes/{programmeId:guid}")] HttpRequest request, Guid programmeId, CancellationToken cancellation) =>
        records.GetAsync(
            request,
            ProgrammesDomain.Programmes,
            KeyOf(request, programmeId),
            cancellation,
            isVisible: programme => programme.Status == ProgrammeStatus.Published || SeesDrafts(request.Caller()));

    [Function("ChangeProgramme")]
    [Allow(Role.Staff)]
    [Operation("Change a draft, or add to a published programme", Body = typeof(ProgrammeDetails), IsMergePatch = true, Answer = typeof(Programme), Errors = ["programme-invalid", "programme-published"])]
    public Task<IResult> ChangeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "programmes/{programmeId:guid}")] HttpRequest request, Guid programmeId, CancellationToken cancellation) =>
        records.PatchAsync(request, ProgrammesDomain.Programmes, KeyOf(request, programmeId), ProgrammeDetails.Of, ProgrammeDecisions.Change, cancellation);

    [Function("PublishProgramme")]
    [Allow(Role.Staff)]
    [Operation("Publish a programme, for good", Answer = typeof(Programme), Errors = ["programme-incomplete"])]
    public Task<IResult> PublishAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "programmes/{programmeId:guid}/publish")] HttpRequest request, Guid programmeId, CancellationToken cancellation) =>
        records.ActAsync(request, ProgrammesDomain.Programmes, KeyOf(request, programmeId), "published", ProgrammeDecisions.Publish, cancellation);

    private static Dictionary<string, string> Published { get; } = new(StringComparer.Ordinal) { ["status"] = "published" };

    private static bool SeesDrafts(Caller caller) => caller.Roles.Any(role => role != Role.Learner);

    private static RecordKey KeyOf(HttpRequest request, Guid programmeId) => RecordKey.OfSubject(request.Caller().TenantId, programmeId);
}
