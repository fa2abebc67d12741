#nullable disable

using System.Collections.Concurrent;

namespace Azure.Messaging.ServiceBus;

/// <summary>Receives more within a handler.</summary>
public class ProcessorReceiveActions
{
    private readonly ServiceBusReceiver _receiver;
    private readonly ConcurrentQueue<ServiceBusReceivedMessage> _received = new();

    internal ProcessorReceiveActions(ServiceBusReceiver receiver) => _receiver = receiver;

    protected ProcessorReceiveActions()
    {
    }

    internal IEnumerable<ServiceBusReceivedMessage> Received => _received;

    public virtual async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveMessagesAsync(
        int maxMessages, TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default) =>
        Keep(await _receiver.ReceiveMessagesAsync(maxMessages, maxWaitTime, cancellationToken));

    public virtual async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredMessagesAsync(
        IEnumerable<long> sequenceNumbers, CancellationToken cancellationToken = default) =>
        Keep(await _receiver.ReceiveDeferredMessagesAsync(sequenceNumbers, cancellationToken));

    public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekMessagesAsync(
        int maxMessages, long? fromSequenceNumber = null, CancellationToken cancellationToken = default) =>
        _receiver.PeekMessagesAsync(maxMessages, fromSequenceNumber, cancellationToken);

    private IReadOnlyList<ServiceBusReceivedMessage> Keep(IReadOnlyList<ServiceBusReceivedMessage> messages)
    {
        foreach (var message in messages) _received.Enqueue(message);
        return messages;
    }
}
