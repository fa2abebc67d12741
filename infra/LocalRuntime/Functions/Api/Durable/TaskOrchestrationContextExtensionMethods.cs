using Microsoft.Azure.Functions.Worker;
using Serverless.LocalRuntime.Functions.Durable;

namespace Microsoft.DurableTask;

public static class TaskOrchestrationContextExtensionMethods
{
    /// <summary>The invocation that the orchestration runs in; null where no function runs it.</summary>
    public static FunctionContext? GetFunctionContext(this TaskOrchestrationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return FunctionOrchestrator.InvocationOf(context);
    }
}
