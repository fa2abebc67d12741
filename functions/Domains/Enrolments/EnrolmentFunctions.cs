using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Enrolments;

/// <summary>An enrolment begins and progresses by what other domains tell, and by nothing else.</summary>
public sealed class EnrolmentFunctions(RecordEndpoint records, FindProgrammePlan findPlan, TimeProvider time)
{
    private const string List = "people/{personId:guid}/enrolments";
    private const string One = List + "/{enrolmentId:guid}";

    [Function("ListEnrolments")]
    [Allow(Role.Learner, Role.Staff, Role.Reviewer, Role.Dpo)]
    [Operation("List a person's enrolments, the newest first", Answer = typeof(Enrolment), IsPaged = true)]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, Guid personId, CancellationToken cancellation) =>
        records.ListAsync(request, EnrolmentsDomain.Enrolments, personId, [], cancellation);

    [Function("GetEnrolment")]
    [Allow(Role.Learner, Role.Staff, Role.Reviewer, Role.Dpo)]
    [Operation("Read an enrolment", Answer = typeof(Enrolment))]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid personId, Guid enrolmentId, CancellationToken cancellation) =>
        records.GetAsync(request, EnrolmentsDomain.Enrolments, KeyOf(request, personId, enrolmentId), cancellation);

    [Function("DropEnrolment")]
    [Allow(Role.Learner, Role.Staff)]
    [Operation("Leave the programme; the seat stays taken until the application is withdrawn", Body = typeof(DropOut), Answer = typeof(Enrolment), Errors = ["enrolment-invalid", "enrolment-state"])]
    public Task<IResult> DropAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/drop")] HttpRequest request, Guid personId, Guid enrolmentId, CancellationToken cancellation) =>
        records.ActAsync<Enrolment, EnrolmentEvent, DropOut>(
            request, EnrolmentsDomain.Enrolments, KeyOf(request, personId, enrolmentId), "dropped", EnrolmentDecisions.Drop, cancellation);

    [Function("CompleteEnrolment")]
    [Allow(Role.Staff)]
    [Operation("Complete an enrolment whose completion rules are fulfilled", Answer = typeof(Enrolment), Errors = ["completion-rules", "enrolment-state", "programme-not-found"])]
    public Task<IResult> CompleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/complete")] HttpRequest request, Guid personId, Guid enrolmentId, CancellationToken cancellation) =>
        records.ActAsync(
            request,
            EnrolmentsDomain.Enrolments,
            KeyOf(request, personId, enrolmentId),
            "completed",
            enrolment => EnrolmentDecisions.Complete(enrolment, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)),
            cancellation,
            AreRulesFulfilledAsync);

    private static RecordKey KeyOf(HttpRequest request, Guid personId, Guid enrolmentId) => new(request.Caller().TenantId, personId.ToString(), enrolmentId);

    private async Task<Error?> AreRulesFulfilledAsync(RecordKey key, Enrolment? before, IReadOnlyList<EnrolmentEvent> events, CancellationToken cancellation)
    {
        if (await findPlan(key.TenantId, before!.ProgrammeId, cancellation) is not { } plan) return EnrolmentErrors.NoProgramme;
        return CompletionRules.Missing(before, plan) is { Count: > 0 } missing ? EnrolmentErrors.Incomplete(missing) : null;
    }
}
