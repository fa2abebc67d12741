using System.Collections.Concurrent;

namespace Serverless.Cloud.Projections;

/// <summary>Tells reads that wait for a write when this process has folded something of the same subject.</summary>
internal sealed class FoldSignals
{
    private readonly ConcurrentDictionary<(string Projection, SubjectPlace Place), TaskCompletionSource> _waiting = new();

    /// <summary>Completes with the next fold. Ask before looking at the document, so that no fold falls in between.</summary>
    public Task NextAsync(Projection projection, SubjectPlace place) =>
        _waiting.GetOrAdd((projection.Name, place), _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Raise(Projection projection, SubjectPlace place)
    {
        if (_waiting.TryRemove((projection.Name, place), out var waiting)) waiting.SetResult();
    }
}
