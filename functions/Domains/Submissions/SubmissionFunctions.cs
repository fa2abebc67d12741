using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Submissions;

/// <summary>What the person does themselves, or staff for them.</summary>
public sealed class SubmissionFunctions(RecordEndpoint records, FindProgrammePlan findPlan, FindEnrolmentStanding findStanding, TimeProvider time)
{
    private const string List = "people/{personId:guid}/submissions";
    private const string One = List + "/{submissionId:guid}";

    [Function("HandIn")]
    [Allow(Role.Learner, Role.Staff)]
    [Operation("Hand in for a task", Body = typeof(SubmissionDetails), Answer = typeof(Submission), Status = 201, Errors = ["submission-invalid", "submission-exists", "task-not-planned", "not-enrolled"])]
    public Task<IResult> HandInAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = List)] HttpRequest request, Guid personId, CancellationToken cancellation)
    {
        var caller = request.Caller();
        return records.EnsureAsync<Submission, SubmissionEvent, SubmissionDetails>(
            request,
            SubmissionsDomain.Submissions,
            "handed-in",
            details => KeyOf(request, personId, Submission.IdOf(personId, details.ProgrammeId, details.TaskId)),
            async (submission, details) =>
            {
                if (submission is not null) return SubmissionErrors.Exists;
                var decision = SubmissionDecisions.HandIn(submission, details, await findPlan(caller.TenantId, details.ProgrammeId, cancellation), Today);
                return decision.IsRefused || await TakesPartAsync(caller.TenantId, personId, details.ProgrammeId, cancellation) ? decision : SubmissionErrors.NotEnrolled;
            },
            cancellation);
    }

    [Function("ListSubmissions")]
    [Allow(Role.Learner, Role.Staff, Role.Reviewer, Role.Dpo)]
    [Operation("List a person's submissions, the newest first", Answer = typeof(Submission), IsPaged = true)]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, Guid personId, CancellationToken cancellation) =>
        records.ListAsync(request, SubmissionsDomain.Submissions, personId, [], cancellation);

    [Function("GetSubmission")]
    [Allow(Role.Learner, Role.Staff, Role.Reviewer, Role.Dpo)]
    [Operation("Read a submission", Answer = typeof(Submission))]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid personId, Guid submissionId, CancellationToken cancellation) =>
        records.GetAsync(request, SubmissionsDomain.Submissions, KeyOf(request, personId, submissionId), cancellation);

    [Function("Resubmit")]
    [Allow(Role.Learner, Role.Staff)]
    [Operation("Hand in again what was returned", Body = typeof(SubmissionWork), Answer = typeof(Submission), Errors = ["submission-invalid", "submission-state", "not-enrolled"])]
    public Task<IResult> ResubmitAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/resubmit")] HttpRequest request, Guid personId, Guid submissionId, CancellationToken cancellation) =>
        records.ActAsync<Submission, SubmissionEvent, SubmissionWork>(
            request,
            SubmissionsDomain.Submissions,
            KeyOf(request, personId, submissionId),
            "resubmitted",
            (submission, work) => SubmissionDecisions.Resubmit(submission, work, Today),
            cancellation,
            async (key, _, events, _) => await TakesPartAsync(key.TenantId, personId, events[0].ProgrammeId, cancellation) ? null : SubmissionErrors.NotEnrolled);

    /// <summary>Nobody decides on their own work: whoever reviews may take part as well, and must then wait for somebody else.</summary>
    [Function("ReviewSubmission")]
    [Allow(Role.Reviewer, Role.Staff)]
    [Operation("Return, pass or fail a submission", Body = typeof(SubmissionReview), Answer = typeof(Submission), Errors = ["own-submission", "review-invalid", "submission-reviewed"])]
    public Task<IResult> ReviewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/review")] HttpRequest request, Guid personId, Guid submissionId, CancellationToken cancellation)
    {
        var isOwn = request.Caller().Is(personId);
        return records.ActAsync<Submission, SubmissionEvent, SubmissionReview>(
            request,
            SubmissionsDomain.Submissions,
            KeyOf(request, personId, submissionId),
            "reviewed",
            (submission, review) => isOwn ? SubmissionErrors.Own : SubmissionDecisions.Review(submission, review),
            cancellation);
    }

    /// <summary>Days of tasks are the programme's; the day that counts is the one in UTC.</summary>
    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private static RecordKey KeyOf(HttpRequest request, Guid personId, Guid submissionId) => new(request.Caller().TenantId, personId.ToString(), submissionId);

    private async Task<bool> TakesPartAsync(string tenantId, Guid personId, Guid programmeId, CancellationToken cancellation) =>
        await findStanding(tenantId, personId, programmeId, cancellation) is EnrolmentStanding.Active or EnrolmentStanding.Completed;
}
