using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Applications;

/// <summary>What the person does themselves, or staff for them.</summary>
public sealed class ApplicationFunctions(RecordEndpoint records, IsPersonActive isActive, IsProgrammeOpen isOpen)
{
    private const string List = "people/{personId:guid}/applications";
    private const string One = List + "/{applicationId:guid}";

    [Function("DraftApplication")]
    [Allow(Role.Learner, Role.Staff)]
    [Operation("Draft an application", Body = typeof(ApplicationDetails), Answer = typeof(Application), Status = 201, Errors = ["applicant-not-found", "application-invalid", "programme-not-open"])]
    public Task<IResult> DraftAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = List)] HttpRequest request, Guid personId, CancellationToken cancellation) =>
        records.CreateAsync(
            request,
            ApplicationsDomain.Applications,
            id => KeyOf(request, personId, id),
            (ApplicationDetails details) => ApplicationDecisions.Draft(state: null, details),
            cancellation,
            MayApplyAsync);

    [Function("ListApplications")]
    [Allow(Role.Learner, Role.Staff, Role.Reviewer, Role.Dpo)]
    [Operation("List a person's applications, the newest first", Answer = typeof(Application), IsPaged = true)]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, Guid personId, CancellationToken cancellation) =>
        records.ListAsync(request, ApplicationsDomain.Applications, personId, [], cancellation);

    [Function("GetApplication")]
    [Allow(Role.Learner, Role.Staff, Role.Reviewer, Role.Dpo)]
    [Operation("Read an application", Answer = typeof(Application))]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid personId, Guid applicationId, CancellationToken cancellation) =>
        records.GetAsync(request, ApplicationsDomain.Applications, KeyOf(request, personId, applicationId), cancellation);

    [Function("ChangeApplication")]
    [Allow(Role.Learner, Role.Staff)]
    [Operation("Change a drafted application", Body = typeof(ApplicationDetails), IsMergePatch = true, Answer = typeof(Application), Errors = ["application-invalid", "application-state"])]
    public Task<IResult> ChangeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = One)] HttpRequest request, Guid personId, Guid applicationId, CancellationToken cancellation) =>
        records.PatchAsync(request, ApplicationsDomain.Applications, KeyOf(request, personId, applicationId), ApplicationDetails.Of, ApplicationDecisions.Change, cancellation);

    [Function("SubmitApplication")]
    [Allow(Role.Learner, Role.Staff)]
    [Operation("Submit an application", Answer = typeof(Application), Errors = ["applicant-not-found", "application-incomplete", "application-state", "programme-not-open"])]
    public Task<IResult> SubmitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/submit")] HttpRequest request, Guid personId, Guid applicationId, CancellationToken cancellation) =>
        records.ActAsync(request, ApplicationsDomain.Applications, KeyOf(request, personId, applicationId), "submitted", ApplicationDecisions.Submit, cancellation, MayApplyAsync);

    [Function("WithdrawApplication")]
    [Allow(Role.Learner, Role.Staff)]
    [Operation("Withdraw an application, for good", Answer = typeof(Application), Errors = ["application-state"])]
    public Task<IResult> WithdrawAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/withdraw")] HttpRequest request, Guid personId, Guid applicationId, CancellationToken cancellation) =>
        records.ActAsync(request, ApplicationsDomain.Applications, KeyOf(request, personId, applicationId), "withdrawn", ApplicationDecisions.Withdraw, cancellation);

    private static RecordKey KeyOf(HttpRequest request, Guid personId, Guid applicationId) => new(request.Caller().TenantId, personId.ToString(), applicationId);

    private async Task<Error?> MayApplyAsync(RecordKey key, Application? before, IReadOnlyList<ApplicationEvent> events, CancellationToken cancellation) =>
        await isActive(key.TenantId, Guid.Parse(key.SubjectId), cancellation)
            ? ApplicationErrors.Of(await isOpen(key.TenantId, events[0].ProgrammeId, cancellation))
            : ApplicationErrors.NoApplicant;
}
