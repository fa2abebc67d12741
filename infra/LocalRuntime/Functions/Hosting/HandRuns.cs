using System.Collections.Concurrent;
using Serverless.LocalRuntime.Functions.Invocation;

namespace Serverless.LocalRuntime.Functions.Hosting;

/// <summary>Functions run by hand: in the background, once, and waited for when the host stops.</summary>
internal sealed class HandRuns(FunctionExecutor executor)
{
    public const string Reason = "This function was called by hand.";

    private readonly ConcurrentDictionary<Task, bool> _running = new();

    public void Start(BoundFunction function, TriggerInput input)
    {
        var run = RunAsync(function, input);
        _running[run] = true;
        _ = run.ContinueWith(ended => _running.TryRemove(ended, out _), TaskScheduler.Default);
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_running.Keys).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The time to wait for a run is over.
        }
    }

    private async Task RunAsync(BoundFunction function, TriggerInput input)
    {
        try
        {
            await executor.InvokeAsync(function, input, CancellationToken.None);
        }
        // Whatever a function throws is its failure; the executor has logged it.
        catch (Exception)
        {
        }
    }
}
