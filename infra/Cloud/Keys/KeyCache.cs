using System.Collections.Concurrent;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Keys;

/// <summary>Unwrapped keys, for a while and not too many.</summary>
internal sealed class KeyCache(TimeProvider time, TimeSpan life, int size)
{
    private readonly ConcurrentDictionary<(string Tenant, string Subject), (SubjectKey Key, long Since)> _entries = new();

    public SubjectKey? Find(string tenantId, string subjectId)
    {
        if (!_entries.TryGetValue((tenantId, subjectId), out var entry)) return null;
        if (time.GetElapsedTime(entry.Since) < life) return entry.Key;
        _entries.TryRemove(KeyValuePair.Create((tenantId, subjectId), entry));
        return null;
    }

    public void Keep(string tenantId, string subjectId, SubjectKey key)
    {
        if (_entries.Count >= size) MakeRoom();
        _entries[(tenantId, subjectId)] = (key, time.GetTimestamp());
    }

    public void Forget(string tenantId, string subjectId) => _entries.TryRemove((tenantId, subjectId), out _);

    /// <summary>A tenth at a time, the oldest first, so that this is not asked at every key.</summary>
    private void MakeRoom()
    {
        foreach (var (place, _) in _entries.OrderBy(entry => entry.Value.Since).Take(Math.Max(1, size / 10)))
            _entries.TryRemove(place, out _);
    }
}
