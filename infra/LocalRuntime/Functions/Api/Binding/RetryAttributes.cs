using System.Globalization;
using System.Runtime.CompilerServices;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What becomes of a failed execution of a timer or Cosmos DB function.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    public RetryAttribute()
    {
    }

    /// <summary>How often to try again after the first failure; -1 is without end.</summary>
    public int MaxRetryCount { get; set; }
}

/// <summary>Tries again after the same time, written <c>hh:mm:ss</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FixedDelayRetryAttribute : RetryAttribute
{
    public FixedDelayRetryAttribute(int maxRetryCount, string delayInterval)
    {
        RetryInterval.Check(delayInterval);
        MaxRetryCount = maxRetryCount;
        DelayInterval = delayInterval;
    }

    public string DelayInterval { get; }
}

/// <summary>
/// Tries again after a time that doubles from the first interval up to the second, both written <c>hh:mm:ss</c>, with a little chance in it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval)
    {
        var minimum = RetryInterval.Check(minimumInterval);
        var maximum = RetryInterval.Check(maximumInterval);
        if (minimum > maximum)
            throw new ArgumentException($"The minimum interval, {minimumInterval}, is above the maximum, {maximumInterval}.", nameof(minimumInterval));
        MaxRetryCount = maxRetryCount;
        MinimumInterval = minimumInterval;
        MaximumInterval = maximumInterval;
    }

    public string MinimumInterval { get; }

    public string MaximumInterval { get; }
}

internal static class RetryInterval
{
    public static TimeSpan Check(string text, [CallerArgumentExpression(nameof(text))] string? parameter = null) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval >= TimeSpan.Zero
            ? interval
            : throw new ArgumentOutOfRangeException(parameter, text, "A retry interval is a time that is not negative, such as 00:00:10.");
}
