using Serverless.LocalHost.Parts;
using Serverless.LocalHost.Processes;
using Serverless.LocalHost.Terminal;

namespace Serverless.LocalHost.Running;

/// <summary>The processes of a run: they start together, and end in the order of their parts.</summary>
internal sealed class Children(IReadOnlyList<Part> parts, string logs, bool showsAll) : IDisposable
{
    private readonly Launcher _launcher = new();
    private readonly Answers _answers = new();
    private readonly Child?[] _children = new Child?[parts.Count];
    private readonly TaskCompletionSource<Child> _firstEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Part> _awaited = [.. parts];
    private bool _isStopping;

    /// <summary>The first process that ended without being asked to.</summary>
    public Task<Child> FirstEnd => _firstEnd.Task;

    /// <summary>The parts that do not answer yet.</summary>
    public IReadOnlyList<Part> Awaited
    {
        get
        {
            lock (_awaited) return [.. _awaited];
        }
    }

    /// <summary>Starts all and waits until all answer.</summary>
    /// <exception cref="Refusal">One cannot start.</exception>
    public Task StartAsync(CancellationToken cancellation) => Task.WhenAll(Enumerable.Range(0, parts.Count).Select(i => StartAsync(i, cancellation)));

    public async Task StopAsync(CancellationToken hurry)
    {
        _isStopping = true;
        if (_children[0] is { } first)
            await first.StopAsync(hurry);
        await Task.WhenAll(_children.Skip(1).OfType<Child>().Select(child => child.StopAsync(hurry)));
    }

    public void Dispose()
    {
        foreach (var child in _children)
            child?.Dispose();
        _answers.Dispose();
    }

    private async Task StartAsync(int index, CancellationToken cancellation)
    {
        var part = parts[index];
        await part.PrepareAsync(cancellation);
        var child = await Child.StartAsync(_launcher, part, new ChildOutput(part, logs, showsAll));
        _children[index] = child;
        _ = WatchAsync(child);
        await _answers.UntilAsync(part.Asked, cancellation);
        lock (_awaited) _awaited.Remove(part);
    }

    private async Task WatchAsync(Child child)
    {
        await child.Ended;
        if (!_isStopping)
            _firstEnd.TrySetResult(child);
    }
}
