using Microsoft.DurableTask;
using Serverless.LocalRuntime.DurableTask.Store;

namespace Serverless.LocalRuntime.DurableTask.Replay;

/// <summary>Attempts of a step, with durable timers between them.</summary>
internal static class Retrying
{
    public static async Task<T> RunAsync<T>(TaskOrchestrationContext context, TaskRetryOptions? retry, Func<Task<T>> callAsync)
    {
        var started = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            TaskFailureDetails failure;
            try
            {
                return await callAsync();
            }
            catch (TaskFailedException failed) when (retry is not null && !Failures.IsFinal(failed.FailureDetails) && retry.Policy?.MaxNumberOfAttempts != attempt)
            {
                failure = failed.FailureDetails;
                var spent = context.CurrentUtcDateTime - started;
                if (retry.Policy is { } policy && !Allows(policy, failure, spent)) throw;
                if (retry.Handler is { } handler && !await handler(new(context, attempt, failure, spent, CancellationToken.None))) throw;
            }

            if (retry.Policy is { } delays) await context.CreateTimer(delays.DelayAfter(attempt), CancellationToken.None);
        }
    }

    private static bool Allows(RetryPolicy policy, TaskFailureDetails failure, TimeSpan spent) =>
        policy.Handles(failure) && (policy.RetryTimeout == Timeout.InfiniteTimeSpan || spent < policy.RetryTimeout);
}
