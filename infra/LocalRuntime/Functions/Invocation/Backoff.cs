namespace Serverless.LocalRuntime.Functions.Invocation;

/// <summary>Delays that double from retry to retry. Some chance in them keeps those that failed together from coming again together.</summary>
internal static class Backoff
{
    /// <summary>How far chance moves what is added to the minimum, up or down.</summary>
    private const double Spread = 0.2;

    /// <summary>Before the retry of the given number, the first being 1: the minimum first, then longer each time up to the maximum.</summary>
    public static TimeSpan Delay(TimeSpan minimum, TimeSpan maximum, int retry)
    {
        if (retry <= 1)
            return minimum;
        var chance = 1 - Spread + (2 * Spread * Random.Shared.NextDouble());
        var added = chance * minimum.Ticks * Math.Pow(2, Math.Min(retry - 2, 60));
        return TimeSpan.FromTicks((long)Math.Min(maximum.Ticks, minimum.Ticks + added));
    }
}
