using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Deadlines;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Domains.Breaches;

/// <summary>The register of breaches; and once a minute, the watch over its deadlines.</summary>
public sealed class BreachFunctions(RecordEndpoint records, RecordStore store, DeadlineWatch watch, Deadline<Breach, BreachEvent> deadline, TimeProvider time)
{
    private const string List = "privacy/breaches";
    private const string One = List + "/{breachId:guid}";

    [Function("ReportBreach")]
    [Allow(Role.Dpo)]
    [Operation("Report a breach of personal data", Body = typeof(BreachReport), Answer = typeof(Breach), Status = 201, Errors = ["breach-invalid"])]
    public Task<IResult> ReportAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = List)] HttpRequest request, CancellationToken cancellation) =>
        records.CreateAsync<Breach, BreachEvent, BreachReport>(
            request, BreachesDomain.Breaches, id => KeyOf(request, id), report => BreachDecisions.Report(report, time.GetUtcNow()), cancellation);

    [Function("ListBreaches")]
    [Allow(Role.Dpo, Role.Auditor)]
    [Query("status", "Only those that are so far.", Type = typeof(BreachStatus))]
    [Query("risk", "Only those of this risk.", Type = typeof(BreachRisk))]
    [Operation("List breaches of personal data with their deadlines, the newest first", Answer = typeof(RegisteredBreach), IsPaged = true)]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var query = RecordFilter.Read(request, BreachesDomain.Breaches, new RecordQuery(caller.TenantId, SubjectId: null), "status", "risk");
        if (!query.IsSuccess) return Problems.Of(query.Error);
        var now = time.GetUtcNow();
        return await Answers.PageAsync(
            request,
            query.Value.Name(BreachesDomain.Breaches),
            page => store.ListAsync(BreachesDomain.Breaches, query.Value, page.Size, page.Continuation, cancellation),
            one => RegisteredBreach.Of(one, caller, now));
    }

    [Function("GetBreach")]
    [Allow(Role.Dpo, Role.Auditor)]
    [Operation("Read a breach with its deadline", Answer = typeof(RegisteredBreach), Errors = ["breach-not-found"])]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid breachId, CancellationToken cancellation) =>
        await store.FindAsync(BreachesDomain.Breaches, KeyOf(request, breachId), cancellation) is { } found
            ? Answers.Of(RegisteredBreach.Of(found, request.Caller(), time.GetUtcNow()))
            : Problems.Of(BreachErrors.NotFound);

    [Function("AssessBreach")]
    [Allow(Role.Dpo)]
    [Operation("Assess a breach, also anew", Body = typeof(BreachAssessment), Answer = typeof(Breach), Errors = ["breach-invalid", "breach-closed"])]
    public Task<IResult> AssessAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/assess")] HttpRequest request, Guid breachId, CancellationToken cancellation) =>
        records.ActAsync<Breach, BreachEvent, BreachAssessment>(request, BreachesDomain.Breaches, KeyOf(request, breachId), "assessed", BreachDecisions.Assess, cancellation);

    [Function("ContainBreach")]
    [Allow(Role.Dpo)]
    [Operation("Say what was done against a breach", Body = typeof(BreachContainment), Answer = typeof(Breach), Errors = ["breach-invalid", "breach-closed"])]
    public Task<IResult> ContainAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/contain")] HttpRequest request, Guid breachId, CancellationToken cancellation) =>
        records.ActAsync<Breach, BreachEvent, BreachContainment>(request, BreachesDomain.Breaches, KeyOf(request, breachId), "contained", BreachDecisions.Contain, cancellation);

    [Function("NotifyAuthorityOfBreach")]
    [Allow(Role.Dpo)]
    [Operation("Say that the authority was notified of a breach", Body = typeof(AuthorityNotice), Answer = typeof(Breach), Errors = ["breach-invalid", "breach-closed"])]
    public Task<IResult> NotifyAuthorityAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/notify-authority")] HttpRequest request, Guid breachId, CancellationToken cancellation) =>
        records.ActAsync<Breach, BreachEvent, AuthorityNotice>(
            request, BreachesDomain.Breaches, KeyOf(request, breachId), "authority-notified", (breach, notice) => BreachDecisions.NotifyAuthority(breach, notice, time.GetUtcNow()), cancellation);

    [Function("NotifyPeopleOfBreach")]
    [Allow(Role.Dpo)]
    [Operation("Say that those whom a breach concerns were told, or why not", Body = typeof(PeopleNotice), Answer = typeof(Breach), Errors = ["breach-invalid", "breach-closed"])]
    public Task<IResult> NotifyPeopleAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/notify-people")] HttpRequest request, Guid breachId, CancellationToken cancellation) =>
        records.ActAsync<Breach, BreachEvent, PeopleNotice>(
            request, BreachesDomain.Breaches, KeyOf(request, breachId), "people-notified", (breach, notice) => BreachDecisions.NotifyPeople(breach, notice, time.GetUtcNow()), cancellation);

    [Function("CloseBreach")]
    [Allow(Role.Dpo)]
    [Operation("Close a breach, for good", Answer = typeof(Breach), Errors = ["breach-not-dealt-with", "breach-closed"])]
    public Task<IResult> CloseAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/close")] HttpRequest request, Guid breachId, CancellationToken cancellation) =>
        records.ActAsync(request, BreachesDomain.Breaches, KeyOf(request, breachId), "closed", breach => BreachDecisions.Close(breach, time.GetUtcNow()), cancellation);

    [Function("WatchBreaches")]
    public Task WatchAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellation) => watch.RunAsync(deadline, cancellation);

    /// <summary>A breach is its own partition: it is about nobody in particular.</summary>
    private static RecordKey KeyOf(HttpRequest request, Guid breachId) => RecordKey.OfSubject(request.Caller().TenantId, breachId);
}
