using Microsoft.DurableTask;
using Serverless.LocalRuntime.Functions.Invocation;

namespace Serverless.LocalRuntime.Functions.Durable;

/// <summary>A function as the engine calls it for an activity.</summary>
internal sealed class FunctionActivity(BoundFunction function, Type inputType, FunctionExecutor executor) : ITaskActivity
{
    public Type InputType => inputType;

    public Type OutputType => typeof(object);

    public Task<object?> RunAsync(TaskActivityContext context, object? input) => executor.InvokeAsync(
        function,
        new() { Value = input, BindingData = InstanceData.Of(context.InstanceId), Reason = "An orchestration called this activity." },
        CancellationToken.None);
}
