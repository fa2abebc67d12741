using System.ComponentModel.DataAnnotations;

namespace Serverless.Cloud.Messaging;

public sealed class MessageOptions
{
    public const string Section = "Messages";

    /// <summary>How long after it was sent a message is kept that nobody could take, or that nobody took in its time: so long can be looked at what went wrong.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "180.00:00:00")]
    public TimeSpan GivenUpLife { get; init; } = TimeSpan.FromDays(28);
}
