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

    public static RetryPolicy Of(FunctionDescriptor function) => function.Retry switch
    {
        null => None,
        { MaxRetryCount: < -1 } negative => throw StartException.Of(function.Name, $"a retry count of {negative.MaxRetryCount} is none."),
        FixedDelayRetryAttribute retry => Fixed(retry.MaxRetryCount, Parse(retry.DelayInterval)),
        ExponentialBackoffRetryAttribute retry => Growing(retry.MaxRetryCount, Parse(retry.MinimumInterval), Parse(retry.MaximumInterval)),
        _ => throw StartException.Of(function.Name, $"nothing here honours [{function.Retry.GetType().Name}]."),
    };

    public bool Allows(int retry) => MaxRetryCount == -1 || retry <= MaxRetryCount;

    /// <summary>Before the retry of the given number, the first being 1.</summary>
    public TimeSpan DelayBefore(int retry) => _delay(retry);

    private static RetryPolicy Fixed(int count, TimeSpan delay) => new(count, _ => delay);

    private static RetryPolicy Growing(int count, TimeSpan minimum, TimeSpan maximum) => new(count, retry => Backoff.Delay(minimum, maximum, retry));

    /// <summary>The attributes have checked it.</summary>
    private static TimeSpan Parse(string interval) => TimeSpan.Parse(interval, CultureInfo.InvariantCulture);
}
