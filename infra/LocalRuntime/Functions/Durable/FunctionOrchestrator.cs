using System.Runtime.CompilerServices;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Serverless.LocalRuntime.Functions.Invocation;

namespace Serverless.LocalRuntime.Functions.Durable;

/// <summary>What an orchestration delivers to its function.</summary>
internal sealed record OrchestrationCall(TaskOrchestrationContext Context, object? Input);

/// <summary>A function as the engine runs it: middleware and all, on the thread of the turn.</summary>
internal sealed class FunctionOrchestrator(BoundFunction function, Type inputType, FunctionExecutor executor) : ITaskOrchestrator
{
    /// <summary>Weak, because an orchestration may be left in the middle for good.</summary>
    private static readonly ConditionalWeakTable<TaskOrchestrationContext, FunctionContext> Invocations = [];

    public Type InputType => inputType;

    public Type OutputType => typeof(object);

    public static FunctionContext? InvocationOf(TaskOrchestrationContext context) => Invocations.TryGetValue(context, out var invocation) ? invocation : null;

    public Task<object?> RunAsync(TaskOrchestrationContext context, object? input) => executor.InvokeAsync(
        function,
        new()
        {
            Value = new OrchestrationCall(context, input),
            BindingData = InstanceData.Of(context.InstanceId),
            Reason = "An orchestration goes on.",
            IsInline = true,
            Prepare = invocation => Invocations.AddOrUpdate(context, invocation),
        },
        CancellationToken.None);
}
