using System.ComponentModel.DataAnnotations;

namespace Serverless.Cloud.Projections;

public sealed class ProjectionOptions
{
    public const string Section = "Projections";

    /// <summary>How long a process may not notice that a read model is being rebuilt or has been switched.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan BuildCacheLifetime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Subjects of one batch that are folded at the same time.</summary>
    [Range(1, 1000)]
    public int Concurrency { get; init; } = 32;

    /// <summary>How long a read waits for the write that it must contain, before it computes the answer from authority.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan ConsistencyWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a waiting read looks whether another process has folded the write.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:10")]
    public TimeSpan ConsistencyPoll { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>An answer's <c>asOf</c> is looked up again, in the background, when it is older than this.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan FreshnessInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>An answer waits for the look-up when the last one is older than this: nobody has asked for a while.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan FreshnessLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What a rebuild waits beside twice the <see cref="BuildCacheLifetime"/>, for batches that are on their way with what they knew.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan RebuildGrace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Changes of one page of a feed, as a rebuild reads it.</summary>
    [Range(1, 100_000)]
    public int RebuildPage { get; init; } = 5_000;

    /// <summary>After this time a rebuild notes down how far it is; so much is done again at most when the process ends.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:04:00")]
    public TimeSpan RebuildSlice { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Subjects that a rebuild folds at the same time; many, so that their requests fill a batch.</summary>
    [Range(1, 10_000)]
    public int RebuildConcurrency { get; init; } = 256;

    /// <summary>How long a dead letter is kept after it was replayed. One that was discarded stays, for its event is passed over in every rebuild.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan ReplayedLetterLife { get; init; } = TimeSpan.FromDays(30);
}
