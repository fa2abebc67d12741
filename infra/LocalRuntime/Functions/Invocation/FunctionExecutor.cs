using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.Functions.Hosting;

namespace Serverless.LocalRuntime.Functions.Invocation;

/// <summary>Runs one invocation: a scope of its own, the middleware, the function, and the time it may take.</summary>
internal sealed class FunctionExecutor(
    IServiceScopeFactory scopes, FunctionPipeline pipeline, HostJson settings, TimeProvider time, HostShutdown shutdown, ILoggerFactory loggers)
{
    private readonly FunctionExecutionDelegate _pipeline = pipeline.Build();

    /// <returns>What the function returned.</returns>
    public async Task<object?> InvokeAsync(BoundFunction function, TriggerInput input, CancellationToken cancellationToken)
    {
        var log = loggers.CreateLogger("Function." + function.Name);
        var started = time.GetTimestamp();
        // An orchestrator may be left in the middle for good, and must not stay registered with the shutdown; it heeds no token anyway.
        using var cancelled = input.IsInline
            ? new CancellationTokenSource()
            : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, shutdown.Forced);
        var running = RunAsync(function, input, log, cancelled.Token);
        try
        {
            var result = settings.FunctionTimeout is { } timeout && !input.IsInline
                ? await WithinAsync(running, function, timeout, cancelled)
                : await running;
            log.Executed(function.Name, time.GetElapsedTime(started).TotalMilliseconds);
            return result;
        }
        catch (Exception e)
        {
            log.Failed(e, function.Name, time.GetElapsedTime(started).TotalMilliseconds);
            throw;
        }
    }

    private async Task<object?> RunAsync(BoundFunction function, TriggerInput input, ILogger log, CancellationToken cancellationToken)
    {
        // A function that blocks must not hold the loop of its trigger, where its timeout and its stop are decided.
        if (!input.IsInline)
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await using var scope = scopes.CreateAsyncScope();
        using var activity = Activity.Current is null ? new Activity(function.Name).SetIdFormat(ActivityIdFormat.W3C).Start() : null;
        var context = new LocalFunctionContext(function, input, scope.ServiceProvider, cancellationToken);
        context.Features.Set(context.Result);
        log.Executing(function.Name, input.Reason, context.InvocationId);
        input.Prepare?.Invoke(context);
        await _pipeline(context);
        if (input.Complete is not null)
            await input.Complete(context);
        return context.Result.Value;
    }

    private async Task<object?> WithinAsync(Task<object?> running, BoundFunction function, TimeSpan timeout, CancellationTokenSource cancelled)
    {
        try
        {
            return await running.WaitAsync(timeout, time);
        }
        catch (TimeoutException e) when (!running.IsCompleted)
        {
            await cancelled.CancelAsync();
            // Nobody waits for the abandoned run any more; its late failure must not bring down the process.
            _ = running.ContinueWith(static run => run.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw new FunctionTimeoutException(function.Name, timeout, e);
        }
    }
}
