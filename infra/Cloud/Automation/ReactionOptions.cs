using System.ComponentModel.DataAnnotations;

namespace Serverless.Cloud.Automation;

public sealed class ReactionOptions
{
    public const string Section = "Automation";

    /// <summary>Records of one batch whose events are followed at the same time.</summary>
    [Range(1, 1000)]
    public int Concurrency { get; init; } = 16;
}
