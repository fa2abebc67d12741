using System.Runtime.CompilerServices;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Serverless.LocalRuntime.DurableTask.Replay;
using Serverless.LocalRuntime.Functions.Invocation;

namespace Serverless.LocalRuntime.Functions.Durable;

/// <summary>What an orchestration delivers to its function.</summary>
/// <param name="Turn">Current on the thread of the turn alone.</param>
internal sealed record OrchestrationCall(TaskOrchestrationContext Context, object? Input, SynchronizationContext? Turn)
{
    /// <exception cref="InvalidOperationException">Middleware has left the thread of the turn.</exception>
    public void CheckThread()
    {
        if (SynchronizationContext.Current != Turn)
            throw new InvalidOperationException(NonDeterminism.NotDurable(Context.Name).ErrorMessage);
    }
}

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
            Value = new OrchestrationCall(context, input, SynchronizationContext.Current),
            BindingData = InstanceData.Of(context.InstanceId),
            Reason = "An orchestration goes on.",
            IsInline = true,
            Prepare = invocation => Invocations.AddOrUpdate(context, invocation),
        },
        CancellationToken.None);
}
