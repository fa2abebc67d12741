using System.ComponentModel.DataAnnotations;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Archives;

/// <summary>How what domains say of retention is carried out.</summary>
public sealed class LifecycleOptions : IValidatableObject
{
    public const string Section = "Lifecycle";

    /// <summary>What archivals and deletions of a process may spend of the store, so that requests do not wait behind them; 0: as much as they like.</summary>
    [Range(0, 1_000_000)]
    public double RequestUnitsPerSecond { get; init; } = 400;

    internal double? Budget => RequestUnitsPerSecond > 0 ? RequestUnitsPerSecond : null;

    /// <summary>The most records in a blob of an archive.</summary>
    [Range(1, 500)]
    public int BatchSize { get; init; } = 500;

    /// <summary>Archivals of which a process does a step at the same time. Others wait without taking a place that other orchestrations need.</summary>
    [Range(1, 10)]
    public int StepsAtOnce { get; init; } = 4;

    /// <summary>How often an archival that waits asks whether it is its turn.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long records of a container stay in reach, instead of what their domain declares: for systems on which retention is tried out. An
    /// event that no reader of the feed has come to by then is not read any more.
    /// </summary>
    public IReadOnlyDictionary<string, TimeSpan> After { get; init; } = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);

    /// <summary>What took its value by then has been in reach for long enough.</summary>
    /// <exception cref="ArgumentException">The domain has no rule.</exception>
    public DateTimeOffset DueAt(Domain domain, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var rule = domain.Retention ?? throw new ArgumentException($"'{domain.Container}' keeps its records for as long as the subject is here.", nameof(domain));
        return After.TryGetValue(domain.Container, out var after) ? now - after : rule.DueAt(now);
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (After.Values.Any(after => after < TimeSpan.Zero)) yield return new ValidationResult("After must not be negative.", [nameof(After)]);
    }
}
