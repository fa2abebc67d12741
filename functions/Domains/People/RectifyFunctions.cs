using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Ids;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.People;

/// <summary>
/// The right to have what is wrong corrected (GDPR Art. 16). What was wrong stays in the history, with the reason. It is entered
/// in the register of requests before anything is changed, and brought to its end there after that; the same request, sent again
/// with its Idempotency-Key, does what is left of it.
/// </summary>
public sealed class RectifyFunctions(RecordEndpoint records, EmailAddresses emails, EnterPrivacyRequest enter, AdvancePrivacyRequest advance, FindResponseDeadline findDeadline, TimeProvider time)
{
    private const string Reason = "rectified";

    [Function("RectifyPerson")]
    [Allow(Role.Staff, Role.Dpo)]
    [Operation("Correct what is wrong about a person (GDPR Art. 16), also while their data is restricted", Body = typeof(Rectification), Answer = typeof(Person),
        Errors = ["person-email-taken", "person-invalid"])]
    public Task<IResult> RectifyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "people/{personId:guid}/rectify")] HttpRequest request, Guid personId, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var (requestId, isEntered) = (Guid.Empty, false);
        return records.ServeAsync(
            request,
            PeopleDomain.People,
            RecordKey.OfSubject(caller.TenantId, personId),
            Reason,
            (Person state, Rectification rectification, Guid commandId) =>
            {
                (requestId, isEntered) = rectification.RequestId is { } known ? (known, true) : (Uuid.Derived("rectification", commandId.ToString()), false);
                return PersonDecisions.Rectify(state, rectification, requestId);
            },
            async (key, before, events, token) => await emails.TakeAsync(key, before, events, token) ?? (isEntered ? null : await EnterAsync(caller, personId, requestId, token)),
            () => advance(caller, personId, requestId, PrivacyRequestStatus.Completed, reason: null, cancellation),
            cancellation);
    }

    private async Task<Error?> EnterAsync(Caller caller, Guid personId, Guid requestId, CancellationToken cancellation)
    {
        var deadline = findDeadline(Jurisdiction.Gdpr, time.GetUtcNow());
        var entry = new NewPrivacyRequest(requestId, personId, PrivacyRequestKind.Rectification, Jurisdiction.Gdpr, Requester.Subject, deadline.At, deadline.Rule);
        return (await enter(new CommandContext(caller, Reason), entry, cancellation)).Error;
    }
}
