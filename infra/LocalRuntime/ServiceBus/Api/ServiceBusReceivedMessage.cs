#nullable disable

using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Azure.Messaging.ServiceBus;

/// <summary>A message as it was received or peeked.</summary>
public class ServiceBusReceivedMessage
{
    private readonly StoredMessage _stored;
    private readonly MessageView _view;

    internal ServiceBusReceivedMessage(StoredMessage stored)
    {
        _stored = stored;
        _view = stored.Content.View;
        Body = BinaryData.FromBytes(stored.Content.Body);
        LockedUntil = stored.LockedUntil ?? default;
    }

    public BinaryData Body { get; }

    public string MessageId => _view.MessageId;

    public string PartitionKey => _view.PartitionKey;

    public string TransactionPartitionKey => _view.TransactionPartitionKey;

    public string SessionId => _view.SessionId;

    public string ReplyToSessionId => _view.ReplyToSessionId;

    public TimeSpan TimeToLive => _view.TimeToLive ?? TimeSpan.MaxValue;

    public string CorrelationId => _view.CorrelationId;

    public string Subject => _view.Subject;

    public string To => _view.To;

    public string ContentType => _view.ContentType;

    public string ReplyTo => _view.ReplyTo;

    public DateTimeOffset ScheduledEnqueueTime => _view.ScheduledEnqueueTime ?? default;

    public IReadOnlyDictionary<string, object> ApplicationProperties => _view.Properties;

    public string LockToken => Token.ToString();

    public int DeliveryCount => _stored.Deliveries;

    public DateTimeOffset LockedUntil { get; internal set; }

    public long SequenceNumber => _stored.Sequence;

    public string DeadLetterSource => _stored.DeadLetterSource;

    public long EnqueuedSequenceNumber => _stored.EnqueuedSequence;

    public DateTimeOffset EnqueuedTime => _stored.Enqueued;

    public DateTimeOffset ExpiresAt => TimeToLive >= DateTimeOffset.MaxValue - EnqueuedTime ? DateTimeOffset.MaxValue : EnqueuedTime + TimeToLive;

    public string DeadLetterReason => Property(Content.DeadLetterReason);

    public string DeadLetterErrorDescription => Property(Content.DeadLetterErrorDescription);

    public ServiceBusMessageState State => _stored.State switch
    {
        StoredState.Deferred or StoredState.LockedDeferred => ServiceBusMessageState.Deferred,
        StoredState.Scheduled => ServiceBusMessageState.Scheduled,
        _ => ServiceBusMessageState.Active,
    };

    internal Guid Token => _stored.Token ?? Guid.Empty;

    /// <summary>Its receiver is done with it, so a processor leaves it alone.</summary>
    internal bool IsSettled { get; set; }

    public override string ToString() => $"{{MessageId:{MessageId}}}";

    private string Property(string name) => _view.Properties.GetValueOrDefault(name) as string;
}
