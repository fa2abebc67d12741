using Microsoft.DurableTask.Client;
using Serverless.LocalRuntime.DurableTask.Store;

namespace Serverless.LocalRuntime.DurableTask.Engine;

/// <summary>Here what steers and removes instances.</summary>
internal sealed partial class EngineClient
{
    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        HistoryEvent termination = new(EventKind.Terminated, Now)
        {
            Data = settings.Converter.Serialize(options?.Output),
            Target = options?.Recursive == true ? HistoryEvent.Children : null,
        };
        return SendAsync(instanceId, termination, cancellation);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new(EventKind.Suspended, Now) { Data = reason }, cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new(EventKind.Resumed, Now) { Data = reason }, cancellation);

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        var row = await writer.RunAsync(database => Rows.Find(database, instanceId)).WaitAsync(cancellation)
            ?? throw new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.", nameof(instanceId));
        if (!row.IsFinished && !restartWithNewInstanceId)
        {
            throw new InvalidOperationException(
                $"Instance '{instanceId}' cannot be restarted while it is in state '{row.Status}': wait until it has ended, or restart it with a new instance ID.");
        }

        InstanceRow again = new(0, restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : row.Id, row.Name, row.Version)
        {
            Input = row.Input,
            Tags = row.Tags,
        };
        return await StartAsync(again, dedupe: null, cancellation);
    }

    public override Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return rewinding.RewindAsync(instanceId, reason).WaitAsync(cancellation);
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return new(await writer.RunAsync(database => Purging.Purge(database, instanceId, options?.Recursive == true)).WaitAsync(cancellation));
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var started = time.GetTimestamp();
        var purged = 0;
        while (true)
        {
            var some = await writer.RunAsync(database => Purging.PurgeSome(database, filter, options?.Recursive == true)).WaitAsync(cancellation);
            purged += some;
            if (some == 0) return new(purged, isComplete: true);
            if (filter.Timeout is { } timeout && time.GetElapsedTime(started) >= timeout) return new(purged, isComplete: false);
        }
    }
}
