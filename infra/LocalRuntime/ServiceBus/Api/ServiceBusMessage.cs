#nullable disable

using Serverless.LocalRuntime.ServiceBus.Client;
using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Azure.Messaging.ServiceBus;

/// <summary>A message to send.</summary>
public class ServiceBusMessage
{
    private const int MaxIdLength = 128;

    private BinaryData _body;
    private string _messageId;
    private string _sessionId;
    private string _replyToSessionId;
    private string _partitionKey;
    private string _transactionPartitionKey;
    private TimeSpan? _timeToLive;

    public ServiceBusMessage()
        : this(default(ReadOnlyMemory<byte>))
    {
    }

    public ServiceBusMessage(string body)
        : this(new BinaryData(body))
    {
    }

    public ServiceBusMessage(ReadOnlyMemory<byte> body)
        : this(BinaryData.FromBytes(body))
    {
    }

    public ServiceBusMessage(BinaryData body)
    {
        ArgumentNullException.ThrowIfNull(body);
        _body = body;
    }

    /// <summary>Copies what its sender made of a message, and nothing that the broker has added.</summary>
    public ServiceBusMessage(ServiceBusReceivedMessage receivedMessage)
    {
        ArgumentNullException.ThrowIfNull(receivedMessage);
        _body = receivedMessage.Body;
        _messageId = receivedMessage.MessageId;
        _sessionId = receivedMessage.SessionId;
        _replyToSessionId = receivedMessage.ReplyToSessionId;
        _partitionKey = receivedMessage.PartitionKey;
        _transactionPartitionKey = receivedMessage.TransactionPartitionKey;
        _timeToLive = receivedMessage.TimeToLive == TimeSpan.MaxValue ? null : receivedMessage.TimeToLive;
        CorrelationId = receivedMessage.CorrelationId;
        Subject = receivedMessage.Subject;
        To = receivedMessage.To;
        ReplyTo = receivedMessage.ReplyTo;
        ContentType = receivedMessage.ContentType;
        ScheduledEnqueueTime = receivedMessage.ScheduledEnqueueTime;
        foreach (var (key, value) in receivedMessage.ApplicationProperties)
        {
            if (key is not (Content.DeadLetterReason or Content.DeadLetterErrorDescription)) ApplicationProperties.Add(key, value);
        }
    }

    public BinaryData Body
    {
        get => _body;
        set
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Body));
            _body = value;
        }
    }

    public string MessageId
    {
        get => _messageId;
        set
        {
            Check.NotNullOrEmpty(value, nameof(MessageId));
            Check.MaxLength(value, MaxIdLength, nameof(MessageId));
            _messageId = value;
        }
    }

    public string PartitionKey
    {
        get => _partitionKey;
        set
        {
            Check.MaxLength(value, MaxIdLength, nameof(PartitionKey));
            if (value is not null && _sessionId is not null && value != _sessionId)
                throw new ArgumentOutOfRangeException(nameof(PartitionKey), "The PartitionKey cannot be set to a different value than the SessionId.");
            _partitionKey = value;
        }
    }

    public string TransactionPartitionKey
    {
        get => _transactionPartitionKey;
        set
        {
            Check.MaxLength(value, MaxIdLength, nameof(TransactionPartitionKey));
            _transactionPartitionKey = value;
        }
    }

    public string SessionId
    {
        get => _sessionId;
        set
        {
            Check.MaxLength(value, MaxIdLength, nameof(SessionId));
            _sessionId = value;
            // The session decides the partition.
            if (_partitionKey is not null && value is not null) _partitionKey = value;
        }
    }

    public string ReplyToSessionId
    {
        get => _replyToSessionId;
        set
        {
            Check.MaxLength(value, MaxIdLength, nameof(ReplyToSessionId));
            _replyToSessionId = value;
        }
    }

    public TimeSpan TimeToLive
    {
        get => _timeToLive ?? TimeSpan.MaxValue;
        set
        {
            Check.Positive(value, nameof(TimeToLive));
            _timeToLive = value;
        }
    }

    public string CorrelationId { get; set; }

    public string Subject { get; set; }

    public string To { get; set; }

    public string ContentType { get; set; }

    public string ReplyTo { get; set; }

    public DateTimeOffset ScheduledEnqueueTime { get; set; }

    public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>(StringComparer.Ordinal);

    public override string ToString() => $"{{MessageId:{MessageId}}}";

    /// <summary>A copy: what the caller changes later is not sent. A message without an id gets one.</summary>
    internal Content ToContent(DateTimeOffset? scheduled = null) => ToContentAt(scheduled ?? ScheduledEnqueueTime);

    private Content ToContentAt(DateTimeOffset scheduled) => new(
        new()
        {
            MessageId = MessageId ?? Guid.NewGuid().ToString("N"),
            SessionId = SessionId,
            CorrelationId = CorrelationId,
            Subject = Subject,
            To = To,
            ReplyTo = ReplyTo,
            ReplyToSessionId = ReplyToSessionId,
            ContentType = ContentType,
            PartitionKey = PartitionKey,
            TransactionPartitionKey = TransactionPartitionKey,
            TimeToLive = _timeToLive,
            ScheduledEnqueueTime = scheduled == default ? null : Timestamps.Truncate(scheduled),
            Properties = new Dictionary<string, object>(ApplicationProperties, StringComparer.Ordinal),
        },
        Body.ToMemory().ToArray());
}
