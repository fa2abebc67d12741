using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Serverless.LocalRuntime.DurableTask.Replay;
using Serverless.LocalRuntime.DurableTask.Store;
using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.DurableTask.Engine;

/// <summary>The client of the engine in the same process.</summary>
internal sealed class EngineClient(GroupWriter writer, Dispatcher dispatcher, DurableTaskOptions engine, TimeProvider time)
    : DurableTaskClient("Local")
{
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var now = Now;
        InstanceRow row = new(0, options?.InstanceId ?? Guid.NewGuid().ToString("N"), orchestratorName.Name, options?.Version?.Version ?? engine.DefaultVersion)
        {
            Status = OrchestrationRuntimeStatus.Pending,
            Created = now,
            Updated = now,
            StartAt = options?.StartAt?.UtcDateTime,
            Input = engine.Converter.Serialize(input),
            Tags = options?.Tags.Count > 0 ? JsonSerializer.Serialize(options.Tags) : null,
        };
        await writer.RunAsync(database => Starts.Insert(database, row, options?.DedupeStatuses), started =>
        {
            if (started.Replaced is { } number && dispatcher.Find(number) is { } live) dispatcher.Drop(live);
            dispatcher.Add(started.Row, []);
        }).WaitAsync(cancellation);
        return row.Id;
    }

    public override Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return SendAsync(instanceId, new(EventKind.EventRaised, Now) { Name = eventName, Data = engine.Converter.Serialize(eventPayload) }, cancellation);
    }

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        SendAsync(
            instanceId,
            new(EventKind.Terminated, Now) { Data = engine.Converter.Serialize(options?.Output), Target = options?.Recursive == true ? "children" : null },
            cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new(EventKind.Suspended, Now) { Data = reason }, cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SendAsync(instanceId, new(EventKind.Resumed, Now) { Data = reason }, cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var row = await writer.RunAsync(database => Rows.Find(database, instanceId)).WaitAsync(cancellation);
        return row is null ? null : Metadata(row, getInputsAndOutputs);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, live => live.Started.Task, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, live => live.Finished.Task, getInputsAndOutputs, cancellation);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        return Pageable.Create<OrchestrationMetadata>(async (continuation, size, cancellation) =>
        {
            var page = await writer.RunAsync(database => Listing.Read(database, query, continuation ?? query.ContinuationToken, size)).WaitAsync(cancellation);
            return new Page<OrchestrationMetadata>([.. page.Rows.Select(row => Metadata(row, query.FetchInputsAndOutputs))], page.Continuation);
        });
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Accepted when it stands in the history; for an instance that is finished or unknown, it is dropped.</summary>
    private async Task SendAsync(string instanceId, HistoryEvent sent, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        TaskCompletionSource accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await writer.RunAsync(database => Rows.FindNumber(database, instanceId), number =>
        {
            if (number is { } known && dispatcher.Find(known) is { } live) dispatcher.Post(live, new(sent) { Accepted = accepted });
            else accepted.SetResult();
        }).WaitAsync(cancellation);
        await accepted.Task.WaitAsync(cancellation);
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, Func<LiveInstance, Task<InstanceRow>> until, bool withPayloads, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        Task<InstanceRow>? reached = null;
        var row = await writer.RunAsync(
            database => Rows.Find(database, instanceId),
            found => reached = found is null || dispatcher.Find(found.Number) is not { } live ? null : until(live)).WaitAsync(cancellation);
        if (row is null) throw new InvalidOperationException($"Orchestration with instanceId '{instanceId}' does not exist.");
        return Metadata(reached is null ? row : await reached.WaitAsync(cancellation), withPayloads);
    }

    private OrchestrationMetadata Metadata(InstanceRow row, bool withPayloads) => new(row.Name, row.Id)
    {
        DataConverter = withPayloads ? engine.Converter : null,
        RuntimeStatus = row.Status,
        CreatedAt = new(row.Created),
        LastUpdatedAt = new(row.Updated),
        SerializedInput = withPayloads ? row.Input : null,
        SerializedOutput = withPayloads ? row.Output : null,
        SerializedCustomStatus = withPayloads ? row.CustomStatus : null,
        FailureDetails = row.Failure is null ? null : Failures.Read(row.Failure),
        Tags = row.Tags is null ? System.Collections.Immutable.ImmutableDictionary<string, string>.Empty
            : JsonSerializer.Deserialize<Dictionary<string, string>>(row.Tags)!,
    };
}
