using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Orchestrations.LedgerTransfer;

/// <summary>Orders transfers between ledgers, and shows how they go.</summary>
public sealed class LedgerTransferFunctions(OrderTransfer keep, TimeProvider time)
{
    private const string List = "transfers";

    [Function("OrderLedgerTransfer")]
    [Allow(Role.Staff)]
    [Operation("Order a transfer from one ledger to another", Body = typeof(LedgerTransferRequest), Status = 202, Answer = typeof(LedgerTransferAnswer), IsRepeatable = true, Errors = ["transfer-invalid"])]
    public async Task<IResult> OrderAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = List)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var start = await StartRequest.ReadAsync<LedgerTransferRequest>(request, "ledger-transfer", cancellation);
        if (!start.IsSuccess) return Problems.Of(start.Error);
        var (context, id, body) = start.Value;
        var order = new LedgerTransferCheckpoint(context.Caller.TenantId, context.Caller.Id, id, body.Ordered());
        var instance = await FindAsync(client, id, cancellation);
        if (instance is not null && IsOfAnother(instance, order)) return Problems.Of(StoreErrors.KeyReused);
        // The order first: it holds the text, and knows a repetition. No money moves before there is somebody to see it through.
        var kept = await keep(context, id, body.Ordered(), body.Reference, cancellation);
        if (!kept.IsSuccess) return Problems.Of(kept.Error);
        instance ??= await StartAsync(client, order, cancellation);
        if (instance is not null && IsOfAnother(instance, order)) return Problems.Of(StoreErrors.KeyReused);
        if (kept.Value) request.HttpContext.Response.Headers["Idempotent-Replayed"] = "true";
        var answer = instance is null ? LedgerTransferAnswer.Of(order, LedgerTransferStatus.Begun, time.GetUtcNow()) : LedgerTransferAnswer.Of(order, instance);
        return Results.Accepted($"/api/{List}/{id}", answer.Json());
    }

    [Function("GetLedgerTransfer")]
    [Allow(Role.Staff, Role.Dpo, Role.Auditor)]
    [Operation("Read how a transfer between ledgers goes", Answer = typeof(LedgerTransferAnswer), Errors = ["ledger-transfer-not-found"])]
    public static async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List + "/{transferId:guid}")] HttpRequest request, Guid transferId,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        await FindAsync(client, transferId, cancellation) is { } instance
        && instance.ReadInputAs<LedgerTransferCheckpoint>() is { } order
        && order.TenantId == request.Caller().TenantId
            ? Results.Ok(LedgerTransferAnswer.Of(order, instance).Json())
            : Problems.Of(LedgerTransferErrors.NotFound);

    /// <summary>An order is known where it is kept. One under the same key from another ledger shows only here.</summary>
    private static bool IsOfAnother(OrchestrationMetadata instance, LedgerTransferCheckpoint order) => instance.ReadInputAs<LedgerTransferCheckpoint>() != order;

    /// <returns>Null where the host does not show it yet.</returns>
    private static async Task<OrchestrationMetadata?> StartAsync(DurableTaskClient client, LedgerTransferCheckpoint order, CancellationToken cancellation)
    {
        await client.StartOnceAsync(LedgerTransferOrchestration.Name, InstanceOf(order.OrderId), order, cancellation);
        return await FindAsync(client, order.OrderId, cancellation);
    }

    private static Task<OrchestrationMetadata?> FindAsync(DurableTaskClient client, Guid id, CancellationToken cancellation) =>
        client.GetInstanceAsync(InstanceOf(id), getInputsAndOutputs: true, cancellation);

    private static string InstanceOf(Guid id) => $"ledger-transfer-{id}";
}
