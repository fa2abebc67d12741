using System.ComponentModel.DataAnnotations;

namespace Serverless.Functions.Orchestrations.Rehydration;

public sealed class RehydrationOptions
{
    public const string Section = "Rehydration";

    /// <summary>How long what came back is not archived again, whatever its age.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan Life { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How often is looked whether an archive that was offline is back: that takes hours.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "1.00:00:00")]
    public TimeSpan Poll { get; init; } = TimeSpan.FromHours(1);
}
