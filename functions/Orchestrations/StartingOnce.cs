using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Serverless.Functions.Orchestrations;

/// <summary>Starts what is to run once, however many requests ask for it at the same moment.</summary>
internal static class StartingOnce
{
    /// <summary>Does nothing where the instance is there, over or not.</summary>
    public static Task StartOnceAsync(this DurableTaskClient client, string orchestration, string instance, object checkpoint, CancellationToken cancellation) =>
        StartUnlessAsync(client, _ => true, orchestration, instance, checkpoint, cancellation);

    /// <summary>Begins anew where it is over, as after a failure.</summary>
    public static Task StartUnlessUnderWayAsync(this DurableTaskClient client, string orchestration, string instance, object checkpoint, CancellationToken cancellation) =>
        StartUnlessAsync(client, found => !found.IsCompleted, orchestration, instance, checkpoint, cancellation);

    private static async Task StartUnlessAsync(
        DurableTaskClient client, Func<OrchestrationMetadata, bool> suffices, string orchestration, string instance, object checkpoint, CancellationToken cancellation)
    {
        if (await IsStartedAsync()) return;
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(orchestration, checkpoint, new StartOrchestrationOptions(instance), cancellation);
        }
        // That another request has started it meanwhile is told by another type of exception on every host.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (!await IsStartedAsync()) throw;
        }

        async Task<bool> IsStartedAsync() => await client.GetInstanceAsync(instance, cancellation) is { } found && suffices(found);
    }
}
