using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Serverless.Functions.Orchestrations.Erasure.Reconciling;

/// <summary>Looks for everybody who was ever erased, and erases again whatever has come back of them, as by the restore of a container.</summary>
public static class ReconcileOrchestration
{
    public const string Name = "ReconcileErasures";

    private static readonly TaskOptions Patiently = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 10_000, TimeSpan.FromMilliseconds(200), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromSeconds(5)));

    public const string Prefix = "erasure-reconciliation:";

    public static string InstanceOf(string tenantId, Guid id) => $"{Prefix}{tenantId}:{id}";

    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, ReconcileCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(checkpoint);
        context.SetCustomStatus(checkpoint.Figures);
        var page = await context.CallActivityAsync<ReturnedSubjects>(ReconcileActivities.Find, checkpoint, Patiently);
        var left = 0;
        foreach (var erasure in page.Erasures)
            left += await context.CallActivityAsync<bool>(ReconcileActivities.Erase, new ReturnedSubject(checkpoint.TenantId, checkpoint.By, erasure), Patiently) ? 0 : 1;
        var figures = new ReconcileFigures(checkpoint.Figures.Looked + page.Looked, checkpoint.Figures.Found + page.Erasures.Count, checkpoint.Figures.Left + left);
        context.SetCustomStatus(figures);
        if (page.Continuation is not null) context.ContinueAsNew(checkpoint with { Continuation = page.Continuation, Figures = figures });
    }
}
