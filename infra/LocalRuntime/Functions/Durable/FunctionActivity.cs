using Microsoft.DurableTask;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Invocation;

namespace Serverless.LocalRuntime.Functions.Durable;

/// <summary>A function as the engine calls it for an activity.</summary>
internal sealed class FunctionActivity(BoundFunction function, Type inputType, FunctionExecutor executor, HostShutdown shutdown) : ITaskActivity
{
    public Type InputType => inputType;

    public Type OutputType => typeof(object);

    public async Task<object?> RunAsync(TaskActivityContext context, object? input)
    {
        try
        {
            return await executor.InvokeAsync(
                function,
                new() { Value = input, BindingData = InstanceData.Of(context.InstanceId), Reason = "An orchestration called this activity." },
                CancellationToken.None);
        }
        catch (OperationCanceledException) when (shutdown.Forced.IsCancellationRequested)
        {
            // Cut short by the end of the host, it has no outcome, neither a result nor a failure: it runs again at the next start.
            return await new TaskCompletionSource<object?>().Task;
        }
    }
}
