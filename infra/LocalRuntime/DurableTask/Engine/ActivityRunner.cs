using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.DurableTask.Store;

namespace Serverless.LocalRuntime.DurableTask.Engine;

/// <summary>One call of an activity.</summary>
internal sealed record ActivityCall(LiveInstance Instance, string InstanceId, int Generation, HistoryEvent Step);

/// <summary>Runs activities and gives their results to the instances that called them.</summary>
internal sealed partial class ActivityRunner(
    DurableTaskRegistrations registrations, DataConverter converter, TimeProvider time, ILogger logger, Action<LiveInstance, Message> answer)
{
    public async Task RunAsync(ActivityCall call)
    {
        var step = call.Step;
        HistoryEvent result;
        try
        {
            result = await CallAsync(call);
        }
        // Whatever an activity throws is its result.
#pragma warning disable CA1031
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFailed(logger, step.Name!, call.InstanceId, failure.GetType());
            result = Failed(step, TaskFailureDetails.FromException(failure));
        }

        answer(call.Instance, new(result, call.Generation));
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task<HistoryEvent> CallAsync(ActivityCall call)
    {
        var (step, name, version) = (call.Step, call.Step.Name!, call.Step.Version ?? string.Empty);
        if (!registrations.TryCreateActivity(name, version, out var activity)) return Failed(step, Failures.ActivityNotFound(name));
        var output = await activity.RunAsync(new Context(name, call.InstanceId, version), converter.Deserialize(step.Data, activity.InputType));
        return new(EventKind.TaskCompleted, Now, step.Task) { Data = converter.Serialize(output) };
    }

    private HistoryEvent Failed(HistoryEvent step, TaskFailureDetails failure) =>
        new(EventKind.TaskFailed, Now, step.Task) { Data = Failures.Write(failure) };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Activity {Activity} of instance {Instance} failed with {Error}.")]
    private static partial void LogFailed(ILogger logger, string activity, string instance, Type error);

    private sealed class Context(string name, string instanceId, string version) : TaskActivityContext
    {
        public override TaskName Name => name;

        public override string InstanceId => instanceId;

        public override string Version => version;
    }
}
