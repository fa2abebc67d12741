using Serverless.Demo.Comparing;
using Serverless.Demo.Playing;

namespace Serverless.Acceptance.Playing;

/// <summary>Counts how far a play is, and tells who waits for a step.</summary>
internal sealed class Watcher : IProgress<PlayProgress>
{
    private readonly Lock _lock = new();
    private readonly List<(int Steps, TaskCompletionSource Reached)> _awaited = [];
    private int _steps;

    /// <summary>Completes when so many steps are played.</summary>
    public Task ReachAsync(int steps)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_steps >= steps) return Task.CompletedTask;
            _awaited.Add((steps, reached));
        }

        return reached.Task;
    }

    public void Report(PlayProgress value)
    {
        lock (_lock)
        {
            _steps += value.Steps;
            foreach (var (_, reached) in _awaited.Where(one => one.Steps <= _steps)) reached.TrySetResult();
        }
    }

    public static void ExpectSame(IReadOnlyList<Line> lines)
    {
        Assert.NotEmpty(lines);
        Assert.DoesNotContain(lines, line => !line.IsSame);
    }
}
