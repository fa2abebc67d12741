using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Deadlines;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Domains.PrivacyRequests;

/// <summary>The register, for officers and auditors; and once a minute, the watch over its deadlines.</summary>
public sealed class PrivacyRequestFunctions(
    RecordEndpoint records, RecordStore store, PrivacyRequestOptions options, DeadlineWatch watch, Deadline<PrivacyRequest, PrivacyRequestEvent> deadline, TimeProvider time)
{
    private const string List = "privacy/requests";
    private const string OfPerson = List + "/{personId:guid}";
    private const string One = OfPerson + "/{requestId:guid}";

    [Function("ListPrivacyRequests")]
    [Allow(Role.Dpo, Role.Auditor)]
    [Query("status", "Only those that are so far.", Type = typeof(PrivacyRequestStatus))]
    [Query("kind", "Only those that ask for this.", Type = typeof(PrivacyRequestKind))]
    [Query("due", "Only open ones that are to be answered by the end of this day, the most urgent first.", Type = typeof(DateOnly))]
    [Operation("List what subjects ask for, with their deadlines, the newest first", Answer = typeof(RegisteredRequest), IsPaged = true, Errors = ["privacy-request-invalid"])]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, CancellationToken cancellation)
    {
        var query = PrivacyRequestFilter.Read(request, new RecordQuery(request.Caller().TenantId, SubjectId: null), options.Zone);
        if (!query.IsSuccess) return Problems.Of(query.Error);
        var now = time.GetUtcNow();
        return await Answers.PageAsync(
            request,
            query.Value.Name(PrivacyRequestsDomain.Requests),
            page => store.ListAsync(PrivacyRequestsDomain.Requests, query.Value, page.Size, page.Continuation, cancellation),
            one => RegisteredRequest.Of(one, now));
    }

    [Function("GetPrivacyRequest")]
    [Allow(Role.Dpo, Role.Auditor)]
    [Operation("Read what a subject asks for, with its deadline", Answer = typeof(RegisteredRequest), Errors = ["privacy-request-not-found"])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid personId, Guid requestId, CancellationToken cancellation) =>
        await store.FindAsync(PrivacyRequestsDomain.Requests, KeyOf(request, personId, requestId), cancellation) is { } found
            ? Answers.Of(RegisteredRequest.Of(found, time.GetUtcNow()))
            : Problems.Of(PrivacyRequestErrors.NotFound);

    [Function("EnterPrivacyRequest")]
    [Allow(Role.Dpo)]
    [Operation("Enter what a subject asks for by letter", Body = typeof(WrittenRequest), Answer = typeof(PrivacyRequest), Status = 201, Errors = ["privacy-request-invalid"])]
    public Task<IResult> EnterAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = OfPerson)] HttpRequest request, Guid personId, CancellationToken cancellation) =>
        records.CreateAsync<PrivacyRequest, PrivacyRequestEvent, WrittenRequest>(
            request,
            PrivacyRequestsDomain.Requests,
            id => KeyOf(request, personId, id),
            written => PrivacyRequestDecisions.Enter(written, time.GetUtcNow(), options.Zone),
            cancellation);

    [Function("ExtendPrivacyRequest")]
    [Allow(Role.Dpo)]
    [Operation("Extend the time to answer, once", Body = typeof(RequestExtension), Answer = typeof(PrivacyRequest),
        Errors = ["privacy-request-ended", "extended-before", "no-extension", "too-late-to-extend"])]
    public Task<IResult> ExtendAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/extend")] HttpRequest request, Guid personId, Guid requestId, CancellationToken cancellation) =>
        records.ActAsync<PrivacyRequest, PrivacyRequestEvent, RequestExtension>(
            request,
            PrivacyRequestsDomain.Requests,
            KeyOf(request, personId, requestId),
            "extended",
            (state, extension) => PrivacyRequestDecisions.Extend(state, extension.Reason, time.GetUtcNow(), options.Zone),
            cancellation);

    [Function("AcceptPrivacyRequest")]
    [Allow(Role.Dpo)]
    [Operation("Accept a request whose subject is identified", Answer = typeof(PrivacyRequest), Errors = ["privacy-request-has-process", "privacy-request-ended", "privacy-request-not-possible"])]
    public Task<IResult> AcceptAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/accept")] HttpRequest request, Guid personId, Guid requestId, CancellationToken cancellation) =>
        MoveAsync(request, personId, requestId, PrivacyRequestStatus.Accepted, cancellation);

    [Function("CompletePrivacyRequest")]
    [Allow(Role.Dpo)]
    [Operation("Say that a request was answered", Answer = typeof(PrivacyRequest), Errors = ["privacy-request-has-process", "privacy-request-ended", "privacy-request-not-possible"])]
    public Task<IResult> CompleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/complete")] HttpRequest request, Guid personId, Guid requestId, CancellationToken cancellation) =>
        MoveAsync(request, personId, requestId, PrivacyRequestStatus.Completed, cancellation);

    [Function("CancelPrivacyRequest")]
    [Allow(Role.Dpo)]
    [Operation("Say that a request was taken back", Answer = typeof(PrivacyRequest), Errors = ["privacy-request-has-process", "privacy-request-ended", "privacy-request-not-possible"])]
    public Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/cancel")] HttpRequest request, Guid personId, Guid requestId, CancellationToken cancellation) =>
        MoveAsync(request, personId, requestId, PrivacyRequestStatus.Cancelled, cancellation);

    [Function("RefusePrivacyRequest")]
    [Allow(Role.Dpo)]
    [Operation("Refuse a request, with a reason that the subject is told", Body = typeof(RequestRefusal), Answer = typeof(PrivacyRequest),
        Errors = ["privacy-request-has-process", "privacy-request-ended", "privacy-request-not-possible"])]
    public Task<IResult> RefuseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/refuse")] HttpRequest request, Guid personId, Guid requestId, CancellationToken cancellation) =>
        records.ActAsync<PrivacyRequest, PrivacyRequestEvent, RequestRefusal>(
            request,
            PrivacyRequestsDomain.Requests,
            KeyOf(request, personId, requestId),
            "refused",
            (state, refusal) => PrivacyRequestDecisions.ByHand(state, PrivacyRequestStatus.Refused, refusal.Reason, time.GetUtcNow()),
            cancellation);

    [Function("WatchPrivacyRequests")]
    public Task WatchAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellation) => watch.RunAsync(deadline, cancellation);

    private Task<IResult> MoveAsync(HttpRequest request, Guid personId, Guid requestId, PrivacyRequestStatus status, CancellationToken cancellation) => records.ActAsync(
        request,
        PrivacyRequestsDomain.Requests,
        KeyOf(request, personId, requestId),
        JsonNamingPolicy.CamelCase.ConvertName(status.ToString()),
        state => PrivacyRequestDecisions.ByHand(state, status, refusal: null, time.GetUtcNow()),
        cancellation);

    private static RecordKey KeyOf(HttpRequest request, Guid personId, Guid requestId) => new(request.Caller().TenantId, personId.ToString(), requestId);
}
