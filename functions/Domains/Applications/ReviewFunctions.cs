using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Domains.Applications;

/// <summary>What those do who decide on applications.</summary>
public sealed class ReviewFunctions(RecordEndpoint records, ClaimSeat claimSeat)
{
    private const string One = "people/{personId:guid}/applications/{applicationId:guid}";

    [Function("ReviewApplication")]
    [Allow(Role.Reviewer, Role.Staff)]
    [Operation("Start the review of an application", Answer = typeof(Application), Errors = ["own-application", "application-state"])]
    public Task<IResult> ReviewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/review")] HttpRequest request, Guid personId, Guid applicationId, CancellationToken cancellation) =>
        records.ActAsync(
            request,
            ApplicationsDomain.Applications,
            KeyOf(request, personId, applicationId),
            "review-started",
            application => IsOwn(request, personId) ? ApplicationErrors.Own : ApplicationDecisions.StartReview(application),
            cancellation);

    [Function("AcceptApplication")]
    [Allow(Role.Reviewer, Role.Staff)]
    [Operation("Accept an application, if a seat is left", Answer = typeof(Application), Errors = ["own-application", "application-state", "application-decided", "programme-full", "seat-released"])]
    public Task<IResult> AcceptAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/accept")] HttpRequest request, Guid personId, Guid applicationId, CancellationToken cancellation) =>
        records.ActAsync(
            request,
            ApplicationsDomain.Applications,
            KeyOf(request, personId, applicationId),
            "accepted",
            application => IsOwn(request, personId) ? ApplicationErrors.Own : ApplicationDecisions.Accept(application),
            cancellation,
            (_, _, events, _) => claimSeat(request.Caller(), events[0].ProgrammeId, applicationId, cancellation));

    [Function("RejectApplication")]
    [Allow(Role.Reviewer, Role.Staff)]
    [Operation("Reject an application, for good", Body = typeof(Rejection), Answer = typeof(Application), Errors = ["own-application", "application-invalid", "application-state", "application-decided"])]
    public Task<IResult> RejectAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/reject")] HttpRequest request, Guid personId, Guid applicationId, CancellationToken cancellation) =>
        records.ActAsync<Application, ApplicationEvent, Rejection>(
            request,
            ApplicationsDomain.Applications,
            KeyOf(request, personId, applicationId),
            "rejected",
            (application, rejection) => IsOwn(request, personId) ? ApplicationErrors.Own : ApplicationDecisions.Reject(application, rejection),
            cancellation);

    private static RecordKey KeyOf(HttpRequest request, Guid personId, Guid applicationId) => new(request.Caller().TenantId, personId.ToString(), applicationId);

    /// <summary>Whoever works here may apply as well, and must then wait for somebody else.</summary>
    private static bool IsOwn(HttpRequest request, Guid personId) => request.Caller().PersonId == personId;
}
