#nullable disable

using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Azure.Messaging.ServiceBus;

/// <summary>Messages that are sent together, as many as fit.</summary>
public sealed class ServiceBusMessageBatch : IDisposable
{
    internal const long MinBytes = 24;

    private readonly IList<ServiceBusMessage> _messages;
    private readonly Func<ServiceBusMessage, bool> _accepts;

    internal ServiceBusMessageBatch(long maxBytes)
        : this(maxBytes, 0, [], accepts: null)
    {
    }

    /// <param name="accepts">Null accepts what fits.</param>
    internal ServiceBusMessageBatch(long maxBytes, long bytes, IList<ServiceBusMessage> messages, Func<ServiceBusMessage, bool> accepts)
    {
        MaxSizeInBytes = maxBytes;
        SizeInBytes = bytes;
        _messages = messages;
        _accepts = accepts;
    }

    public long MaxSizeInBytes { get; }

    public long SizeInBytes { get; private set; }

    public int Count => _messages.Count;

    internal IEnumerable<ServiceBusMessage> Messages => _messages;

    public bool TryAddMessage(ServiceBusMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_accepts is not null)
        {
            if (!_accepts(message)) return false;
        }
        else
        {
            var size = MessageSize.Of(message.ToContent());
            if (SizeInBytes + size > MaxSizeInBytes) return false;
            SizeInBytes += size;
        }

        _messages.Add(message);
        return true;
    }

    public void Dispose()
    {
        _messages.Clear();
        SizeInBytes = 0;
    }
}
