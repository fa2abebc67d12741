using System.ComponentModel.DataAnnotations;

namespace Serverless.Cloud.Features;

public sealed class FeatureOptions
{
    public const string Section = "Features";

    /// <summary>How long a process may not notice that a feature has been switched.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan CacheLifetime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a request waits for the store to say how a feature is switched, before it goes on with what was known last.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:30")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(1);
}
