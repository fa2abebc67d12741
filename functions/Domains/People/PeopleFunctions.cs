using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Domains.People;

public sealed class PeopleFunctions(RecordEndpoint records, EmailAddresses emails, SearchPeople search)
{
    [Function("RegisterPerson")]
    [Allow(Role.Staff)]
    [Operation("Register a person", Body = typeof(PersonDetails), Answer = typeof(Person), Status = 201, Errors = ["person-email-taken"])]
    public Task<IResult> RegisterAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "people")] HttpRequest request, CancellationToken cancellation) =>
        records.CreateAsync(
            request,
            PeopleDomain.People,
            id => RecordKey.OfSubject(request.Caller().TenantId, id),
            (PersonDetails details) => PersonDecisions.Register(state: null, details),
            cancellation,
            emails.TakeAsync);

    /// <summary>Who may not see everybody may still look for somebody.</summary>
    [Function("ListPeople")]
    [Allow(Role.Learner, Role.Staff, Role.Reviewer, Role.Dpo)]
    [Query("status")]
    [Query("name", "Only those with a name of which a word begins so, in any case and with any accents; several words must each begin one. Learners must say it, and find those who agreed to be found.")]
    [Operation("List people, the newest first, or find them by name", Answer = typeof(Person), OtherAnswer = typeof(PersonFound), IsPaged = true,
        Errors = ["name-required", "name-with-status", "name-too-short", "write-parked", "write-not-yet-folded"])]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "people")] HttpRequest request, CancellationToken cancellation)
    {
        if (request.Query.ContainsKey("name"))
            return request.Query.ContainsKey("status") ? Task.FromResult(Problems.Of(PersonErrors.NameWithStatus)) : search(request, cancellation);
        var caller = request.Caller();
        return caller.Is(Role.Staff) || caller.Is(Role.Dpo)
            ? records.ListAsync(request, PeopleDomain.People, subjectId: null, ["status"], cancellation)
            : Task.FromResult(Problems.Of(PersonErrors.NameRequired));
    }

    [Function("GetPerson")]
    [Allow(Role.Learner, Role.Staff, Role.Reviewer, Role.Dpo)]
    [Operation("Read a person", Answer = typeof(Person))]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "people/{personId:guid}")] HttpRequest request, Guid personId, CancellationToken cancellation) =>
        records.GetAsync(request, PeopleDomain.People, KeyOf(request, personId), cancellation);

    [Function("ChangePerson")]
    [Allow(Role.Learner, Role.Staff)]
    [Operation("Change a person", Body = typeof(PersonDetails), IsMergePatch = true, Answer = typeof(Person), Errors = ["person-email-taken", "person-deleted"])]
    public Task<IResult> ChangeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "people/{personId:guid}")] HttpRequest request, Guid personId, CancellationToken cancellation) =>
        records.PatchAsync(request, PeopleDomain.People, KeyOf(request, personId), PersonDetails.Of, PersonDecisions.Change, cancellation, emails.TakeAsync);

    [Function("DeletePerson")]
    [Allow(Role.Staff)]
    [Operation("Delete a person, so that they can be restored", Answer = typeof(Person))]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "people/{personId:guid}")] HttpRequest request, Guid personId, CancellationToken cancellation) =>
        records.ActAsync(request, PeopleDomain.People, KeyOf(request, personId), "deleted", PersonDecisions.Delete, cancellation);

    [Function("RestorePerson")]
    [Allow(Role.Staff)]
    [Operation("Restore a deleted person", Answer = typeof(Person))]
    public Task<IResult> RestoreAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "people/{personId:guid}/restore")] HttpRequest request, Guid personId, CancellationToken cancellation) =>
        records.ActAsync(request, PeopleDomain.People, KeyOf(request, personId), "restored", PersonDecisions.Restore, cancellation);

    private static RecordKey KeyOf(HttpRequest request, Guid personId) => RecordKey.OfSubject(request.Caller().TenantId, personId);
}
