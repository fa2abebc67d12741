using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;
using Serverless.Kernel.Ids;

namespace Serverless.Functions.Orchestrations.Erasure.Reconciling;

/// <summary>How a look at all who were erased stands.</summary>
public sealed record ReconcileAnswer
{
    public required Guid Id { get; init; }

    public required ReconcileStatus Status { get; init; }

    [Description("Erased persons that were looked for.")]
    public required int Looked { get; init; }

    [Description("Those of whom there was something again, and who are erased again.")]
    public required int Found { get; init; }

    [Description("Of those, how many could not be erased wholly: look again.")]
    public required int Left { get; init; }

    internal static ReconcileAnswer Of(Guid id, OrchestrationMetadata? instance)
    {
        var figures = instance?.ReadCustomStatusAs<ReconcileFigures>() ?? ReconcileFigures.None;
        return new ReconcileAnswer
        {
            Id = id,
            Status = instance switch
            {
                { RuntimeStatus: OrchestrationRuntimeStatus.Completed } => ReconcileStatus.Finished,
                { IsCompleted: true } => ReconcileStatus.Failed,
                _ => ReconcileStatus.Running,
            },
            Looked = figures.Looked,
            Found = figures.Found,
            Left = figures.Left,
        };
    }
}

public enum ReconcileStatus
{
    Running,
    Finished,

    /// <summary>Given up after many attempts. Start another.</summary>
    Failed,
}

/// <summary>Makes sure, after a restore, that whoever was erased is still erased.</summary>
public static class ReconcileFunctions
{
    private const string List = ErasureFunctions.List + "/reconciliations";

    [Function("ReconcileErasedSubjects")]
    [Allow(Role.Dpo, Role.Operator)]
    [Operation("Look for everybody who was ever erased, and erase again what has come back, as by a restore", IsRepeatable = true, Answer = typeof(ReconcileAnswer), Status = 202)]
    public static async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ErasureFunctions.List + "/reconcile")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (!IdempotencyKey.TryRead(request, out var key)) return Problems.Of(IdempotencyKey.Malformed);
        var caller = request.Caller();
        var id = key is null ? Uuid.New() : Uuid.Derived("erasure-reconciliation", CommandContext.IdOf(caller, key).ToString());
        var instance = ReconcileOrchestration.InstanceOf(caller.TenantId, id);
        var known = await client.GetInstanceAsync(instance, getInputsAndOutputs: true, cancellation);
        if (known is null)
            await client.StartOnceAsync(
                ReconcileOrchestration.Name, instance, new ReconcileCheckpoint(caller.TenantId, caller.Id, Continuation: null, ReconcileFigures.None), cancellation);
        return Answers.Started(request, $"{List}/{id}", isRepeated: known is not null, ReconcileAnswer.Of(id, known));
    }

    [Function("GetErasureReconciliation")]
    [Allow(Role.Dpo, Role.Operator)]
    [Operation("Read how the look at all who were erased stands", Answer = typeof(ReconcileAnswer), Errors = ["erasure-reconciliation-not-found"])]
    public static async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List + "/{reconciliationId:guid}")] HttpRequest request, Guid reconciliationId,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        var instance = ReconcileOrchestration.InstanceOf(request.Caller().TenantId, reconciliationId);
        return await client.GetInstanceAsync(instance, getInputsAndOutputs: true, cancellation) is { } found
            ? Answers.Of(ReconcileAnswer.Of(reconciliationId, found))
            : Problems.Of(ErasureErrors.NoReconciliation);
    }
}
