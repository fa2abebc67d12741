using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Orchestrations.Rehydration.Keeping;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.Rehydration;

/// <summary>Asks for records to be brought back from archives, and shows how that stands.</summary>
public sealed class RehydrationFunctions(RehydrationIntake intake, RehydrationDocuments documents)
{
    private const string List = "lifecycle/rehydrations";
    private const string One = List + "/{rehydrationId:guid}";

    [Function("StartRehydration")]
    [Allow(Role.Operator, Role.Dpo)]
    [RateLimit(30)]
    [Operation("Bring records back from an archive, so that they can be changed again", Body = typeof(RehydrationRequest), IsRepeatable = true, Status = 202,
        Answer = typeof(RehydrationAnswer), Errors = ["person-not-found", "not-archived", "erased", "restricted"])]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = List)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var start = await StartRequest.ReadAsync<RehydrationRequest>(request, "rehydration", cancellation);
        if (!start.IsSuccess) return Problems.Of(start.Error);
        var accepted = await intake.AcceptAsync(start.Value, client, cancellation);
        if (!accepted.IsSuccess) return Problems.Of(accepted.Error);
        var (rehydration, isRepeated) = accepted.Value;
        return Answers.Started(request, $"{List}/{rehydration.Id}", isRepeated, await RehydrationAnswer.ReadAsync(rehydration, client, cancellation));
    }

    [Function("ListRehydrations")]
    [Allow(Role.Operator, Role.Dpo, Role.Auditor)]
    [Query("personId", "Only those of this person.", Type = typeof(Guid))]
    [Operation("List rehydrations, what happened last first", Answer = typeof(RehydrationAnswer), IsPaged = true)]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (tenantId, wanted) = (request.Caller().TenantId, request.Query["personId"].ToString());
        Guid? person = Guid.TryParseExact(wanted, "D", out var personId) ? personId : null;
        if (person is null && wanted.Length > 0) return Problems.Of(RehydrationErrors.Invalid(new Violation("/personId", "must be a UUID")));
        return await Answers.PageAsync(
            request,
            $"{List}/{tenantId}/{person}",
            page => documents.ListAsync(tenantId, person, page.Size, page.Continuation, cancellation),
            one => RehydrationAnswer.ReadAsync(one, client, cancellation));
    }

    [Function("GetRehydration")]
    [Allow(Role.Operator, Role.Dpo, Role.Auditor)]
    [Operation("Read how a rehydration stands", Answer = typeof(RehydrationAnswer), Errors = ["rehydration-not-found"])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid rehydrationId, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        await documents.FindAsync(request.Caller().TenantId, rehydrationId, cancellation) is { } rehydration
            ? Answers.Of(await RehydrationAnswer.ReadAsync(rehydration, client, cancellation))
            : Problems.Of(RehydrationErrors.NotFound);
}
