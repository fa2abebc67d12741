using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Serverless.LocalRuntime.Functions.Invocation;

/// <summary>The middleware in the order in which it was added, and the function at its end.</summary>
internal sealed class FunctionPipeline
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _steps = [];

    public void Add(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> step) => _steps.Add(step);

    public FunctionExecutionDelegate Build()
    {
        FunctionExecutionDelegate next = CallAsync;
        foreach (var step in Enumerable.Reverse(_steps))
            next = step(next);
        return next;
    }

    private static async Task CallAsync(FunctionContext context)
    {
        var invocation = (LocalFunctionContext)context;
        var sources = invocation.Function.Sources;
        var arguments = new object?[sources.Count];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = await sources[i](invocation);
        invocation.Result.Value = await invocation.Function.Call.InvokeAsync(context, arguments);
    }
}
