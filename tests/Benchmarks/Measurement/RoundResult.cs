namespace Serverless.Benchmarks.Measurement;

/// <summary>What one round, or the median over rounds, showed. Latencies are in milliseconds.</summary>
internal readonly record struct RoundResult(double PerSecond, double Median, double P99)
{
    /// <summary>The median of each figure by itself: one round disturbed from outside then counts for nothing.</summary>
    public static RoundResult MedianOf(IReadOnlyList<RoundResult> rounds) => new(
        Middle(rounds.Select(round => round.PerSecond)),
        Middle(rounds.Select(round => round.Median)),
        Middle(rounds.Select(round => round.P99)));

    private static double Middle(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
