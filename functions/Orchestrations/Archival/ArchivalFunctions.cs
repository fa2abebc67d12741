using System.Text.Json;
using System.Text.Json.Serialization;
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

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

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
        var headers = request.HttpContext.Response.Headers;
        headers.Location = $"/api/{List}/{accepted.Value.Archival.Id}";
        if (accepted.Value.IsRepeated) headers["Idempotent-Replayed"] = "true";
        return await AnswerAsync(accepted.Value.Archival, client, StatusCodes.Status202Accepted, cancellation);
    }

    [Function("ListArchivals")]
    [Allow(Role.Operator, Role.Dpo, Role.Auditor)]
    [Operation("List archivals, the newest first", Answer = typeof(ArchivalAnswer), IsPaged = true)]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var tenantId = request.Caller().TenantId;
        var page = PageRequest.Read(request, $"{List}/{tenantId}");
        if (!page.IsSuccess) return Problems.Of(page.Error);
        if (await documents.ListAsync(tenantId, page.Value.Size, page.Value.Continuation, cancellation) is not { } found) return Problems.Of(PageRequest.MalformedContinuation);
        var answers = await Task.WhenAll(found.Items.Select(archival => ArchivalAnswer.ReadAsync(archival, client, cancellation)));
        return Results.Json(new Page<ArchivalAnswer>(answers, page.Value.Next(found.Continuation)), Json);
    }

    [Function("GetArchival")]
    [Allow(Role.Operator, Role.Dpo, Role.Auditor)]
    [Operation("Read how an archival stands", Answer = typeof(ArchivalAnswer), Errors = ["archival-not-found"])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid archivalId, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        await documents.FindAsync(new ArchivalPlace(request.Caller().TenantId, archivalId), cancellation) is { } archival
            ? await AnswerAsync(archival, client, StatusCodes.Status200OK, cancellation)
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
        return cancelled is null ? Problems.Of(ArchivalErrors.NotFound) : await AnswerAsync(cancelled, client, StatusCodes.Status200OK, cancellation);
    }

    private static async Task<IResult> AnswerAsync(ArchivalDocument archival, DurableTaskClient client, int status, CancellationToken cancellation) =>
        Results.Json(await ArchivalAnswer.ReadAsync(archival, client, cancellation), Json, statusCode: status);
}
