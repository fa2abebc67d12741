using Azure.Messaging.ServiceBus;
using Serverless.LocalRuntime.Functions.Invocation;

namespace Serverless.LocalRuntime.Functions.ServiceBus;

/// <summary>What one invocation gets.</summary>
/// <param name="Session">Null for an entity without sessions.</param>
internal sealed record Delivery(IReadOnlyList<ServiceBusReceivedMessage> Messages, Settlement Settlement, SessionHold? Session = null)
{
    /// <summary>The names by which parameters can ask for a part of a single message.</summary>
    public static readonly IReadOnlyDictionary<string, Func<ServiceBusReceivedMessage, object?>> Parts =
        new Dictionary<string, Func<ServiceBusReceivedMessage, object?>>(StringComparer.OrdinalIgnoreCase)
        {
            ["MessageId"] = message => message.MessageId,
            ["CorrelationId"] = message => message.CorrelationId,
            ["Subject"] = message => message.Subject,
            ["Label"] = message => message.Subject,
            ["To"] = message => message.To,
            ["ReplyTo"] = message => message.ReplyTo,
            ["SessionId"] = message => message.SessionId,
            ["ContentType"] = message => message.ContentType,
            ["LockToken"] = message => message.LockToken,
            ["DeadLetterSource"] = message => message.DeadLetterSource,
            ["DeliveryCount"] = message => message.DeliveryCount,
            ["SequenceNumber"] = message => message.SequenceNumber,
            ["EnqueuedTimeUtc"] = message => message.EnqueuedTime.UtcDateTime,
            ["ExpiresAtUtc"] = message => message.ExpiresAt.UtcDateTime,
        };

    public TriggerInput ToInput(string entityPath) => new()
    {
        Value = this,
        Reason = Messages.Count == 1 ? $"New message in '{entityPath}'." : $"New messages in '{entityPath}': {Messages.Count}.",
        BindingData = Messages.Count == 1
            ? Parts.ToDictionary(part => part.Key, part => part.Value(Messages[0]), StringComparer.OrdinalIgnoreCase)
            : new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase),
    };
}
