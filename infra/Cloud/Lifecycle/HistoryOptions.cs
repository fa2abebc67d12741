using System.ComponentModel.DataAnnotations;

namespace Serverless.Cloud.Lifecycle;

/// <summary>How long the histories of orchestrations are kept that are over.</summary>
public sealed class HistoryOptions
{
    public const string Section = "Histories";

    /// <summary>How long the history of an orchestration that is over is kept: so long can be asked how it went, where nothing else keeps that.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan Life { get; init; } = TimeSpan.FromDays(30);

    /// <summary>The same of orchestrations that are about one person, such as an erasure or an export: how they ended is kept elsewhere.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan LifeOfSubjects { get; init; } = TimeSpan.FromDays(1);
}
