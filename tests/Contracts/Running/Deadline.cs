using System.Diagnostics;

namespace Serverless.Contracts.Running;

/// <summary>Waiting: always on a condition, never longer than a deadline, and a failure says what was waited for.</summary>
public static class Deadline
{
    /// <summary>Milliseconds; a test that is still running then hangs.</summary>
    public const int OfATest = 60_000;

    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    public static Task UntilAsync(string what, Func<bool> condition) =>
        UntilAsync(what, () => ValueTask.FromResult(condition()));

    /// <param name="patience">Null for the usual one.</param>
    public static async Task UntilAsync(string what, Func<ValueTask<bool>> condition, TimeSpan? patience = null)
    {
        var (started, most) = (Stopwatch.GetTimestamp(), patience ?? Usual);
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > most)
                throw new TimeoutException($"Waited {most.TotalSeconds:0} s in vain until {what}.");
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
        if (await Task.WhenAny(task, Task.Delay(Usual)) != task)
            throw new TimeoutException($"Waited {Usual.TotalSeconds:0} s in vain until {what}.");
        await task;
    }
}
