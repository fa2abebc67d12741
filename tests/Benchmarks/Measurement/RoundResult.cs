namespace Serverless.Benchmarks.Measurement;

/// <summary>What one round, or the median over rounds, showed. Latencies are in milliseconds.</summary>
/// <param name="Processor">Processor time in microseconds per call: what others on the machine do hardly changes it.</param>
internal readonly record struct RoundResult(double PerSecond, double Median, double P99, ProcessorTime Processor)
{
    /// <summary>The median of each figure by itself: one round disturbed from outside then counts for nothing.</summary>
    public static RoundResult MedianOf(IReadOnlyList<RoundResult> rounds) => new(
        Middle(rounds.Select(round => round.PerSecond)),
        Middle(rounds.Select(round => round.Median)),
        Middle(rounds.Select(round => round.P99)),
        new ProcessorTime(
            Middle(rounds.Select(round => round.Processor.Caller)), Middle(rounds.Select(round => round.Processor.Server))));

    private static double Middle(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <param name="Server">0 when the server is in the caller's process.</param>
internal readonly record struct ProcessorTime(double Caller, double Server);
