using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Serverless.LocalRuntime.DurableTask.Store;
using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.DurableTask.Engine;

/// <summary>The client of the engine in the same process: here starts, messages and reads.</summary>
internal sealed partial class EngineClient(
    GroupWriter writer, Dispatcher dispatcher, Rewinding rewinding, DurableTaskOptions settings, TimeProvider time)
    : DurableTaskClient("Local")
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        cancellation.ThrowIfCancellationRequested();
        if (options?.InstanceId is { Length: 0 }) throw new ArgumentException("An instance ID must not be empty.", nameof(options));
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        InstanceRow row = new(0, id, orchestratorName.Name, options?.Version?.Version ?? settings.DefaultVersion)
        {
            StartAt = options?.StartAt?.UtcDateTime,
            Input = settings.Converter.Serialize(input),
            Tags = InstanceRow.Write(options?.Tags),
        };
        return StartAsync(row, Dedupe(options?.DedupeStatuses), cancellation);
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return SendAsync(
            instanceId, new(EventKind.EventRaised, Now) { Name = eventName, Data = settings.Converter.Serialize(eventPayload) }, cancellation);
    }

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var row = await writer.RunAsync(database => Rows.Find(database, instanceId)).WaitAsync(cancellation);
        return row is null ? null : Metadata(row, getInputsAndOutputs);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        return Pageable.Create<OrchestrationMetadata>(async (continuation, size, cancellation) =>
        {
            var page = await writer.RunAsync(database => Listing.Read(database, query, continuation ?? query.ContinuationToken, size)).WaitAsync(cancellation);
            return new Page<OrchestrationMetadata>([.. page.Rows.Select(row => Metadata(row, query.FetchInputsAndOutputs))], page.Continuation);
        });
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, live => live.Started.Task, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, live => live.Finished.Task, getInputsAndOutputs, cancellation);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static IReadOnlyList<OrchestrationRuntimeStatus>? Dedupe(IReadOnlyList<string>? statuses)
    {
        if (statuses is null or { Count: 0 }) return null;
        return [.. statuses.Select(status => Enum.TryParse(status, ignoreCase: true, out OrchestrationRuntimeStatus known)
            ? known : throw new ArgumentException($"Invalid orchestration runtime status: '{status}' for deduplication.", nameof(statuses)))];
    }

    private async Task<string> StartAsync(InstanceRow row, IReadOnlyList<OrchestrationRuntimeStatus>? dedupe, CancellationToken cancellation)
    {
        var now = Now;
        row = row with { Status = OrchestrationRuntimeStatus.Pending, Created = now, Updated = now };
        await writer.RunAsync(database => Starts.Insert(database, row, dedupe), started =>
        {
            if (started.Replaced is { } number && dispatcher.Find(number) is { } live) dispatcher.Drop(live);
            dispatcher.Add(started.Row, [], isWhole: true);
        }).WaitAsync(cancellation);
        return row.Id;
    }

    /// <summary>Accepted when it stands in the history; for an instance that is finished or unknown, it is dropped.</summary>
    private async Task SendAsync(string instanceId, HistoryEvent sent, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        cancellation.ThrowIfCancellationRequested();
        TaskCompletionSource accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await writer.RunAsync(database => Rows.FindNumber(database, instanceId), number =>
        {
            if (number is { } known && dispatcher.Find(known) is { } live) dispatcher.Post(live, new(sent) { Accepted = accepted });
            else accepted.SetResult();
        }).WaitAsync(cancellation);
        await UntilAsync(accepted.Task, cancellation);
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<LiveInstance, Task<InstanceRow>> until, bool withPayloads, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        Task<InstanceRow>? reached = null;
        var row = await writer.RunAsync(
            database => Rows.Find(database, instanceId),
            found => reached = found is not null && dispatcher.Find(found.Number) is { } live && until(live) is { IsCompleted: false } coming
                ? coming : null).WaitAsync(cancellation);
        if (row is null) throw new InvalidOperationException($"Orchestration with instanceId '{instanceId}' does not exist.");
        if (reached is null) return Metadata(row, withPayloads);
        await UntilAsync(reached, cancellation);
        return Metadata(await reached, withPayloads);
    }

    /// <exception cref="ObjectDisposedException">The engine was closed first.</exception>
    private async Task UntilAsync(Task task, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, dispatcher.Closed);
        try
        {
            await task.WaitAsync(either.Token);
        }
        catch (OperationCanceledException closed) when (!cancellation.IsCancellationRequested && dispatcher.Closed.IsCancellationRequested)
        {
            throw new ObjectDisposedException("The engine was closed before that.", closed);
        }
    }

    private OrchestrationMetadata Metadata(InstanceRow row, bool withPayloads) => new(row.Name, row.Id)
    {
        DataConverter = withPayloads ? settings.Converter : null,
        RuntimeStatus = row.Status,
        CreatedAt = new(row.Created),
        LastUpdatedAt = new(row.Updated),
        SerializedInput = withPayloads ? row.Input : null,
        SerializedOutput = withPayloads ? row.Output : null,
        SerializedCustomStatus = withPayloads ? row.CustomStatus : null,
        FailureDetails = row.Failure is null ? null : Failures.Read(row.Failure),
        Tags = row.Tags is null ? ImmutableDictionary<string, string>.Empty : JsonSerializer.Deserialize<Dictionary<string, string>>(row.Tags)!,
    };
}
