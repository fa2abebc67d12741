using System.Diagnostics;

namespace Serverless.Contracts.Running;

/// <summary>
/// Waiting: always on a condition, never longer than a deadline, and a failure says what was waited for. A deadline ends what hangs and
/// judges no speed: it is far beyond what a busy machine needs, and who succeeds does not wait for it.
/// </summary>
public static class Deadline
{
    /// <summary>Milliseconds; a test that is still running then hangs.</summary>
    public const int OfATest = 300_000;

    /// <summary>Of one wait.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    public static Task UntilAsync(string what, Func<bool> condition) =>
        UntilAsync(what, () => ValueTask.FromResult(condition()));

    public static async Task UntilAsync(string what, Func<ValueTask<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new TimeoutException($"Waited {Patience.TotalMinutes:0} minutes in vain until {what}.");
            await Task.Delay(Step);
        }
    }

    public static async Task<T> WithinAsync<T>(string what, Task<T> task)
    {
        await WithinAsync(what, (Task)task);
        return await task;
    }

    public static async Task WithinAsync(string what, Task task)
    {
        if (await Task.WhenAny(task, Task.Delay(Patience)) != task)
            throw new TimeoutException($"Waited {Patience.TotalMinutes:0} minutes in vain until {what}.");
        await task;
    }
}
