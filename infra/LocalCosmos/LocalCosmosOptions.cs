using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Serverless.LocalCosmos;

/// <summary>How an account is kept and served.</summary>
public sealed record LocalCosmosOptions
{
    /// <summary>The well-known key of the official emulator.</summary>
    public const string DefaultKey = "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==";

    public const int MaximumPartitions = 256;

    /// <summary>Where the data is; null keeps it in memory, and it is gone with the account.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The physical partition ranges of a new container.</summary>
    public int Partitions { get; init; } = 1;

    /// <summary>The account key, base64.</summary>
    public string Key { get; init; } = DefaultKey;

    /// <summary>
    /// True: a write is acknowledged when the disk has it, and survives a power cut. False: it survives the end of the
    /// process at any point.
    /// </summary>
    public bool SyncEveryCommit { get; init; }

    /// <summary>The clock behind <c>_ts</c>, time to live and faults. Requests are signed by the machine's clock all the same.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The seed of faults with a probability.</summary>
    public int FaultSeed { get; init; }

    public ILoggerFactory Logging { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Ends the process at once, for the fault <see cref="FaultAction.Exit"/>; null where that is not ours to do.</summary>
    internal Action? Exit { get; init; }
}
