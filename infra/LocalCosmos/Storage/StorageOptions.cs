namespace Serverless.LocalCosmos.Storage;

/// <summary>How container files are kept. One instance serves all containers of a server.</summary>
internal sealed record StorageOptions
{
    public static readonly StorageOptions Default = new();

    /// <summary>
    /// True: a commit waits until the disk has it, so that it survives a power cut. False: it survives the end of the
    /// process at any point, and the machine's at the latest checkpoint.
    /// </summary>
    public bool SyncEveryCommit { get; init; }

    /// <summary>Read connections of one container; they are opened when needed.</summary>
    public int MaxReaders { get; init; } = 8;

    public int WriterCacheKibibytes { get; init; } = 24 * 1024;

    public int ReaderCacheKibibytes { get; init; } = 2048;

    /// <summary>The bytes of acknowledged changes that may share one commit. Not used with <see cref="SyncEveryCommit"/>.</summary>
    public long MaxRedoBytes { get; init; } = 2L << 20;

    /// <summary>The size of the write-ahead log at which a checkpoint starts in the background.</summary>
    public long CheckpointBytes { get; init; } = 32L << 20;

    /// <summary>The size at which readers and writers wait for the log to be emptied.</summary>
    public long MaxLogBytes { get; init; } = 128L << 20;

    /// <summary>How long superseded versions and deletes stay readable in the all-versions change feed.</summary>
    public TimeSpan HistoryRetention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often expired items and old history are looked for.</summary>
    public TimeSpan SweepPeriod { get; init; } = TimeSpan.FromSeconds(1);
}
