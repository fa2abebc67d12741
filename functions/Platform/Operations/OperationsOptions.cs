using System.ComponentModel.DataAnnotations;

namespace Serverless.Functions.Platform.Operations;

public sealed class OperationsOptions
{
    public const string Section = "Operations";

    /// <summary>A queue or subscription in which more messages wait is named in a warning, once a minute.</summary>
    [Range(1, 100_000_000)]
    public int QueueDepthLimit { get; init; } = 10_000;
}
