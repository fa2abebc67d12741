namespace Serverless.Cloud.Keys;

/// <summary>
/// Unwrapped keys, for a while: a bounded number of them, the oldest out first, each loaded once for all who ask at the same
/// time. A key that goes is not overwritten, because somebody may be sealing with it at that moment.
/// </summary>
internal sealed class KeyCache<T> : IDisposable
    where T : class
{
    private readonly TimeProvider _time;
    private readonly KeyOptions _options;
    private readonly Lock _lock = new();
    private readonly Dictionary<(string, string), LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byAge = [];
    private readonly ITimer _sweep;

    public KeyCache(TimeProvider time, KeyOptions options)
    {
        (_time, _options) = (time, options);
        // Nobody asks in an idle process, and keys must not outlive their time there either.
        _sweep = time.CreateTimer(static cache => ((KeyCache<T>)cache!).Sweep(), this, options.CacheLifetime, options.CacheLifetime);
    }

    /// <summary>Of values that are changed where they are stored: one that is known is not replaced by an earlier one.</summary>
    public Func<T, long>? RevisionOf { get; init; }

    public int Count
    {
        get
        {
            lock (_lock) return _entries.Count;
        }
    }

    /// <param name="load">Not cancelled with the caller who happens to come first, since others wait for it too. A null is not kept.</param>
    public async Task<T?> GetAsync(string tenantId, string subjectId, Func<Task<T?>> load, CancellationToken cancellation)
    {
        var entry = Enter((tenantId, subjectId), load);
        var loading = entry.Value.Value;
        try
        {
            var value = await loading.WaitAsync(cancellation);
            if (value is null) Remove(entry);
            entry.Known = value;
            return value;
        }
        finally
        {
            // What failed is asked for again by the next one.
            if (loading.IsFaulted || loading.IsCanceled) Remove(entry);
        }
    }

    /// <summary>Null where there is none, and none on its way.</summary>
    public Task<T?>? Find(string tenantId, string subjectId)
    {
        lock (_lock) return Living((tenantId, subjectId))?.Value.Value.Value;
    }

    /// <param name="since">A time when it was so for sure.</param>
    public void Put(string tenantId, string subjectId, T value, DateTimeOffset since)
    {
        lock (_lock)
        {
            if (!IsLater((tenantId, subjectId), value)) Add(new((tenantId, subjectId), since, new(Task.FromResult<T?>(value))) { Known = value });
        }
    }

    public void Dispose() => _sweep.Dispose();

    private Entry Enter((string, string) place, Func<Task<T?>> load)
    {
        lock (_lock)
        {
            // The time runs from before the read: what is destroyed after it is not used for longer than promised.
            return (Living(place) ?? Add(new(place, _time.GetUtcNow(), new(load)))).Value;
        }
    }

    /// <summary>What is known of the place is later than this value. What is still being loaded may be anything.</summary>
    private bool IsLater((string, string) place, T value) =>
        RevisionOf is not null && Living(place)?.Value.Known is { } known && RevisionOf(known) > RevisionOf(value);

    private LinkedListNode<Entry>? Living((string, string) place)
    {
        DropOld();
        return _entries.GetValueOrDefault(place) is { } node && !IsOld(node.Value) ? node : null;
    }

    private LinkedListNode<Entry> Add(Entry entry)
    {
        if (_entries.Remove(entry.Place, out var before)) _byAge.Remove(before);
        var node = _entries[entry.Place] = _byAge.AddLast(entry);
        if (_entries.Count > _options.CacheSize) Drop(_byAge.First!);
        return node;
    }

    private void Remove(Entry entry)
    {
        lock (_lock)
        {
            if (_entries.GetValueOrDefault(entry.Place) is { } node && ReferenceEquals(node.Value, entry)) Drop(node);
        }
    }

    private void Sweep()
    {
        lock (_lock) DropOld();
    }

    private void DropOld()
    {
        while (_byAge.First is { } oldest && IsOld(oldest.Value)) Drop(oldest);
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        _byAge.Remove(node);
        _entries.Remove(node.Value.Place);
    }

    private bool IsOld(Entry entry) => _time.GetUtcNow() - entry.Since >= _options.CacheLifetime;

    private sealed record Entry((string TenantId, string SubjectId) Place, DateTimeOffset Since, Lazy<Task<T?>> Value)
    {
        /// <summary>Null until it is loaded.</summary>
        public T? Known { get; set; }
    }
}
