using System.ComponentModel.DataAnnotations;

namespace Serverless.Cloud.Identity;

/// <summary>
/// How many calls of one function a caller may make. Each instance of the app counts for itself, in memory: it is meant to stop
/// a client that runs wild, not to bill.
/// </summary>
public sealed class RateLimits
{
    public const string Section = nameof(RateLimits);

    public const int Most = 10_000_000;

    /// <summary>For each caller and function; as many may come at once.</summary>
    [Range(1, Most)]
    public int PerMinute { get; init; } = 6_000;

    /// <summary>For each address and function that needs no caller.</summary>
    [Range(1, Most)]
    public int AnyonePerMinute { get; init; } = 1_200;
}
