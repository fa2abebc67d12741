namespace Serverless.LocalCosmos.Protocol.Admin;

/// <summary>A fault rule as admin requests write it.</summary>
internal sealed record FaultDescription
{
    public required FaultAction Action { get; init; }

    public RequestKind? Operation { get; init; }

    public string? Database { get; init; }

    public string? Container { get; init; }

    public int Skip { get; init; }

    public int? Count { get; init; }

    public double Probability { get; init; } = 1;

    public double DelayMs { get; init; }

    public double RetryAfterMs { get; init; } = 10;

    /// <summary>Given by the server.</summary>
    public int? Id { get; init; }

    /// <summary>How often it applied so far; given by the server.</summary>
    public int? Applied { get; init; }

    public static FaultDescription Of((int Id, FaultRule Rule, int Applied) active) => new()
    {
        Id = active.Id,
        Applied = active.Applied,
        Action = active.Rule.Action,
        Operation = active.Rule.Operation,
        Database = active.Rule.Database,
        Container = active.Rule.Container,
        Skip = active.Rule.Skip,
        Count = active.Rule.Count,
        Probability = active.Rule.Probability,
        DelayMs = active.Rule.Delay.TotalMilliseconds,
        RetryAfterMs = active.Rule.RetryAfter.TotalMilliseconds,
    };

    /// <exception cref="ArgumentException">A time is out of range.</exception>
    public FaultRule ToRule() => new()
    {
        Action = Action,
        Operation = Operation,
        Database = Database,
        Container = Container,
        Skip = Skip,
        Count = Count,
        Probability = Probability,
        Delay = Time(DelayMs),
        RetryAfter = Time(RetryAfterMs),
    };

    private static TimeSpan Time(double milliseconds)
    {
        const double longest = 24 * 60 * 60 * 1000;
        return milliseconds is >= 0 and <= longest
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw new ArgumentException("Times lie between 0 and one day, in milliseconds.");
    }
}
