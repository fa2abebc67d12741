using System.ComponentModel.DataAnnotations;

namespace Serverless.Functions.Domains.Breaches;

public sealed class BreachOptions
{
    public const string Section = "Privacy";

    /// <summary>How long before the authority must be notified that is told to be near.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "3.00:00:00")]
    public TimeSpan BreachNear { get; init; } = TimeSpan.FromHours(24);
}
