using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Orchestrations.Archival.Keeping;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Orchestrations.Archival;

/// <summary>Starts archivals by hand, shows how they stand, and ends them.</summary>
public sealed class ArchivalFunctions(ArchivalIntake intake, ArchivalDocuments documents, TimeProvider time)
{
    private const string List = "lifecycle/archivals";
    private const string One = List + "/{archivalId:guid}";

    [Function("StartArchival")]
    [Allow(Role.Operator, Role.Dpo)]
    [RateLimit(30)]
    [Operation("Take records out of reach whose time is over: they are archived or deleted, as their domain says; or say what would go", Body = typeof(ArchivalRequest),
        IsRepeatable = true, Status = 202, Answer = typeof(ArchivalAnswer), Errors = ["archival-running"])]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = List)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var start = await StartRequest.ReadAsync<ArchivalRequest>(request, "archival", cancellation);
        if (!start.IsSuccess) return Problems.Of(start.Error);
        var accepted = await intake.AcceptAsync(start.Value, client, cancellation);
        if (!accepted.IsSuccess) return Problems.Of(accepted.Error);
        var (archival, isRepeated) = accepted.Value;
        return Answers.Started(request, $"{List}/{archival.Id}", isRepeated, await ArchivalAnswer.ReadAsync(archival, client, cancellation));
    }

    [Function("ListArchivals")]
    [Allow(Role.Operator, Role.Dpo, Role.Auditor)]
    [Operation("List archivals, the newest first", Answer = typeof(ArchivalAnswer), IsPaged = true)]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var tenantId = request.Caller().TenantId;
        return Answers.PageAsync(
            request,
            $"{List}/{tenantId}",
            page => documents.ListAsync(tenantId, page.Size, page.Continuation, cancellation),
            archival => ArchivalAnswer.ReadAsync(archival, client, cancellation));
    }

    [Function("GetArchival")]
    [Allow(Role.Operator, Role.Dpo, Role.Auditor)]
    [Operation("Read how an archival stands", Answer = typeof(ArchivalAnswer), Errors = ["archival-not-found"])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid archivalId, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        await documents.FindAsync(new ArchivalPlace(request.Caller().TenantId, archivalId), cancellation) is { } archival
            ? Answers.Of(await ArchivalAnswer.ReadAsync(archival, client, cancellation))
            : Problems.Of(ArchivalErrors.NotFound);

    [Function("CancelArchival")]
    [Allow(Role.Operator, Role.Dpo)]
    [Operation("End an archival after the part that is under way; what it has moved stays where it is", Answer = typeof(ArchivalAnswer), Errors = ["archival-not-found"])]
    public async Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/cancel")] HttpRequest request, Guid archivalId, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var caller = request.Caller();
        var cancelled = await documents.ChangeAsync(
            new ArchivalPlace(caller.TenantId, archivalId),
            archival => archival is { State: ArchivalState.UnderWay, CancelledAt: null } ? archival with { CancelledAt = time.GetUtcNow(), CancelledBy = caller.Id } : archival,
            cancellation);
        return cancelled is null ? Problems.Of(ArchivalErrors.NotFound) : Answers.Of(await ArchivalAnswer.ReadAsync(cancelled, client, cancellation));
    }
}
