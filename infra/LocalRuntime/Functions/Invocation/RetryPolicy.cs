using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Invocation;

/// <summary>The retry attribute of a function, checked.</summary>
internal sealed class RetryPolicy
{
    public static readonly RetryPolicy None = new(0, _ => TimeSpan.Zero);

    private readonly Func<int, TimeSpan> _delay;

    private RetryPolicy(int maxRetryCount, Func<int, TimeSpan> delay)
    {
        MaxRetryCount = maxRetryCount;
        _delay = delay;
    }

    /// <summary>-1 is without end.</summary>
    public int MaxRetryCount { get; }

    public static RetryPolicy Of(FunctionDescriptor function)
    {
        if (function.Retry is { MaxRetryCount: < -1 } negative)
            throw StartException.Of(function.Name, $"a retry count of {negative.MaxRetryCount} is none.");
        switch (function.Retry)
        {
            case FixedDelayRetryAttribute retry:
                var interval = Interval(function.Name, nameof(retry.DelayInterval), retry.DelayInterval);
                return new(retry.MaxRetryCount, _ => interval);
            case ExponentialBackoffRetryAttribute retry:
                var minimum = Interval(function.Name, nameof(retry.MinimumInterval), retry.MinimumInterval);
                var maximum = Interval(function.Name, nameof(retry.MaximumInterval), retry.MaximumInterval);
                if (maximum < minimum)
                    throw StartException.Of(function.Name, $"{nameof(retry.MaximumInterval)} is below {nameof(retry.MinimumInterval)}.");
                return new(retry.MaxRetryCount, attempt => Grown(minimum, maximum, attempt));
            default:
                return None;
        }
    }

    public bool Allows(int retry) => MaxRetryCount == -1 || retry <= MaxRetryCount;

    /// <summary>Before the retry of the given number, the first being 1.</summary>
    public TimeSpan DelayBefore(int retry) => _delay(retry);

    private static TimeSpan Grown(TimeSpan minimum, TimeSpan maximum, int retry) =>
        TimeSpan.FromTicks((long)Math.Min(maximum.Ticks, minimum.Ticks * Math.Pow(2, Math.Min(retry - 1, 40))));

    private static TimeSpan Interval(string function, string name, string text) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval >= TimeSpan.Zero
            ? interval
            : throw StartException.Of(function, $"{name} of its retry attribute is '{text}', and must be a time such as 00:00:10.");
}
