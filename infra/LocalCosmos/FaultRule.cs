namespace Serverless.LocalCosmos;

/// <summary>Which requests fail, and how.</summary>
public sealed record FaultRule
{
    public required FaultAction Action { get; init; }

    /// <summary>Null for every kind but <see cref="RequestKind.Admin"/>.</summary>
    public RequestKind? Operation { get; init; }

    /// <summary>The name of a database; null for all.</summary>
    public string? Database { get; init; }

    /// <summary>The name of a container; null for all.</summary>
    public string? Container { get; init; }

    /// <summary>Matching requests that are let through before the rule begins.</summary>
    public int Skip { get; init; }

    /// <summary>How often the rule applies; null for ever.</summary>
    public int? Count { get; init; }

    /// <summary>The share of matching requests that the rule applies to, 0 to 1, drawn by the seed of <see cref="Faults"/>.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How long <see cref="FaultAction.Delay"/> and <see cref="FaultAction.DelayAnswer"/> wait.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>What a 429 tells the client to wait.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMilliseconds(10);
}
