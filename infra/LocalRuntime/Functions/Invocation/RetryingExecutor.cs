namespace Serverless.LocalRuntime.Functions.Invocation;

/// <summary>Runs a function as often as its retry attribute says.</summary>
internal sealed class RetryingExecutor(FunctionExecutor executor, TimeProvider time)
{
    /// <returns>Whether an execution succeeded, in the end.</returns>
    /// <exception cref="OperationCanceledException">The host stops. An execution that failed meanwhile may have failed of that.</exception>
    public async Task<bool> RunAsync(BoundFunction function, RetryPolicy policy, Func<LocalRetryContext, TriggerInput> input, CancellationToken stopping)
    {
        for (var retry = 0; ; retry++)
        {
            try
            {
                await executor.InvokeAsync(function, input(new(retry, policy.MaxRetryCount)), CancellationToken.None);
                return true;
            }
            // Whatever a function throws is its failure; the executor has logged it.
            catch (Exception)
            {
                stopping.ThrowIfCancellationRequested();
                if (!policy.Allows(retry + 1))
                    return false;
            }
            await Task.Delay(policy.DelayBefore(retry + 1), time, stopping);
        }
    }
}
