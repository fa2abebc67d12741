namespace Serverless.LocalCosmos;

/// <summary>How many requests of each kind were let in, those that then failed included.</summary>
public sealed class RequestCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<OperationKind>().Length];

    public long this[OperationKind operation] => Interlocked.Read(ref _counts[(int)operation]);

    public long Total => Enum.GetValues<OperationKind>().Where(k => k != OperationKind.Admin).Sum(k => this[k]);

    /// <summary>The kinds that occurred.</summary>
    public IReadOnlyDictionary<OperationKind, long> Snapshot() => Enum.GetValues<OperationKind>()
        .Where(k => k != OperationKind.Admin && this[k] > 0)
        .ToDictionary(k => k, k => this[k]);

    public void Reset()
    {
        foreach (ref var count in _counts.AsSpan()) Interlocked.Exchange(ref count, 0);
    }

    internal void Add(OperationKind operation) => Interlocked.Increment(ref _counts[(int)operation]);
}
