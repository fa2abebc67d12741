using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Serverless.Cloud.Messaging;

namespace Serverless.Functions.Platform.Lifecycle;

/// <summary>Deletes messages that were given up and that nobody has looked at for long.</summary>
public sealed class MessageExpiry(GivenUpMessages messages, ILogger<MessageExpiry> log)
{
    [Function("ExpireGivenUpMessages")]
    public async Task ExpireAsync([TimerTrigger("0 47 4 * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var deleted = await messages.ExpireAsync(cancellation);
        if (deleted > 0) log.Expired(deleted);
    }
}

internal static partial class MessageExpiryLog
{
    [LoggerMessage(310, LogLevel.Warning, "{Messages} messages that were given up are deleted: their time is over")]
    public static partial void Expired(this ILogger log, int messages);
}
