using System.Text.Json.Serialization;

namespace Serverless.Functions.Orchestrations.Erasure.Certificates;

/// <summary>Until when something could still be brought back, and what it is.</summary>
public sealed record LastTrace(LastTraceKind What, DateTimeOffset Until);

/// <summary>Stored by name: add, never rename or remove.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LastTraceKind>))]
public enum LastTraceKind
{
    /// <summary>Another process may still have the key in memory.</summary>
    KeysInMemory,

    /// <summary>An older copy of the container of keys holds the key, still wrapped.</summary>
    KeyBackups,

    /// <summary>The storage account keeps deleted blobs and versions, sealed.</summary>
    DeletedBlobs,

    /// <summary>Messages that were sent before wait to be taken, sealed.</summary>
    Messages,
}

/// <summary>When nothing can be brought back any more, by anybody.</summary>
public static class Irreversibility
{
    /// <param name="keyDestroyedAt">What is sealed is unreadable from then on, but for copies of the key.</param>
    /// <param name="erasedAt">When the last store was erased.</param>
    /// <param name="cacheLifetime">Of keys in memory.</param>
    public static IReadOnlyList<LastTrace> TracesOf(DateTimeOffset keyDestroyedAt, DateTimeOffset erasedAt, TimeSpan cacheLifetime, ErasureOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return
        [
            new(LastTraceKind.KeysInMemory, keyDestroyedAt + cacheLifetime),
            new(LastTraceKind.KeyBackups, keyDestroyedAt + options.KeyBackups),
            new(LastTraceKind.DeletedBlobs, erasedAt + options.BlobRetention),
            new(LastTraceKind.Messages, erasedAt + options.QueueRetention),
        ];
    }

    public static DateTimeOffset Of(IReadOnlyList<LastTrace> traces) => traces.Max(trace => trace.Until);
}
