using System.ComponentModel.DataAnnotations;

namespace Serverless.Cloud.Cosmos;

public sealed class RecordOptions
{
    public const string Section = "Records";

    /// <summary>How long the answer to a request is kept for its repetition.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00")]
    public TimeSpan IdempotencyLife { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How often a command is decided anew because another was faster.</summary>
    [Range(1, 1000)]
    public int MaxAttempts { get; init; } = 50;
}
