namespace Serverless.LocalCosmos;

/// <summary>How many requests of each kind were let in, those that then failed included.</summary>
public sealed class RequestCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<RequestKind>().Length];

    public long this[RequestKind operation] => Interlocked.Read(ref _counts[(int)operation]);

    public long Total => Enum.GetValues<RequestKind>().Where(k => k != RequestKind.Admin).Sum(k => this[k]);

    /// <summary>The kinds that occurred.</summary>
    public IReadOnlyDictionary<RequestKind, long> Snapshot() => Enum.GetValues<RequestKind>()
        .Where(k => k != RequestKind.Admin && this[k] > 0)
        .ToDictionary(k => k, k => this[k]);

    public void Reset()
    {
        foreach (ref var count in _counts.AsSpan()) Interlocked.Exchange(ref count, 0);
    }

    internal void Add(RequestKind operation) => Interlocked.Increment(ref _counts[(int)operation]);
}
