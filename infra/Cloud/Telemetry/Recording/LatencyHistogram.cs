namespace Serverless.Cloud.Telemetry.Recording;

/// <summary>
/// Durations, counted by their size: sixteen classes for each doubling from 0.1 ms on. A quantile is the middle of its class,
/// and so within <see cref="RelativeError"/> of the true one, whatever was recorded and however much.
/// </summary>
public sealed class LatencyHistogram
{
    private const int ClassesOfDoubling = 16;
    private const double Least = 0.1;

    /// <summary>21 doublings of the least: three and a half minutes, near enough to the longest that a platform lets an invocation run over HTTP.</summary>
    private const int Classes = 21 * ClassesOfDoubling;

    private readonly int[] _counts = new int[Classes];

    /// <summary>Of a quantile between 0.1 ms and 209 s; what is outside counts as the nearest.</summary>
    public static double RelativeError { get; } = Math.Pow(2, 0.5 / ClassesOfDoubling) - 1;

    public long Count { get; private set; }

    public void Add(TimeSpan duration)
    {
        _counts[ClassOf(duration.TotalMilliseconds)]++;
        Count++;
    }

    public void Add(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < Classes; i++) _counts[i] += other._counts[i];
        Count += other.Count;
    }

    /// <summary>In milliseconds; null where nothing was recorded.</summary>
    /// <param name="share">The part of all that is at most as long: 0.95 for p95.</param>
    public double? Quantile(double share)
    {
        if (Count == 0) return null;
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        var one = 0;
        for (var seen = (long)_counts[0]; seen < rank; seen += _counts[++one])
        {
        }

        return Least * Math.Pow(2, (one + 0.5) / ClassesOfDoubling);
    }

    private static int ClassOf(double milliseconds) =>
        milliseconds <= Least ? 0 : Math.Min(Classes - 1, (int)Math.Floor(Math.Log2(milliseconds / Least) * ClassesOfDoubling));
}
