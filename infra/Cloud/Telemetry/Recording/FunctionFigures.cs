namespace Serverless.Cloud.Telemetry.Recording;

/// <summary>How a function did in the window.</summary>
/// <param name="Latency">Of all calls, failed ones too.</param>
/// <param name="Charge">Request units of the store, all calls together.</param>
public sealed record FunctionFigures(MeasuredFunction Function, LatencyHistogram Latency, long Failures, double Charge)
{
    /// <summary>Fewer calls say nothing of the slowest of twenty.</summary>
    public const int LeastCalls = 20;

    /// <summary>Of an objective.</summary>
    public const double Share = 0.95;

    public long Calls => Latency.Count;

    public Standing Standing => Function.Objective is not { } objective
        ? Standing.None
        : Calls < LeastCalls
            ? Standing.TooFewCalls
            : Latency.Quantile(Share) <= objective.TotalMilliseconds ? Standing.Met : Standing.Missed;

    internal static FunctionFigures Of(MeasuredFunction function, IEnumerable<(DateTimeOffset From, FunctionSlot? Value)> slots)
    {
        var (latency, failures, charge) = (new LatencyHistogram(), 0L, 0.0);
        foreach (var slot in slots.Select(slot => slot.Value).OfType<FunctionSlot>())
        {
            latency.Add(slot.Latency);
            failures += slot.Failures;
            charge += slot.Charge;
        }

        return new FunctionFigures(function, latency, failures, charge);
    }
}

/// <summary>How a function stands to its objective.</summary>
public enum Standing
{
    /// <summary>It has none.</summary>
    None,
    TooFewCalls,
    Met,
    Missed,
}
