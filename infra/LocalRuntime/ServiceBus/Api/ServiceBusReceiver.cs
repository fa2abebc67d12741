#nullable disable

using System.Runtime.CompilerServices;
using Serverless.LocalRuntime.ServiceBus.Client;
using Serverless.LocalRuntime.ServiceBus.Engine;
using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Azure.Messaging.ServiceBus;

/// <summary>Receives from a queue or a subscription, or from its dead-letter queue, and settles what it has received.</summary>
public partial class ServiceBusReceiver : IAsyncDisposable
{
    private readonly ServiceBusClient _client;
    private readonly CancellationTokenSource _closed = new();
    private long _peekFrom = 1;

    protected internal ServiceBusReceiver(ServiceBusClient client, string queueName, ServiceBusReceiverOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        Check.NotNullOrWhiteSpace(queueName, nameof(queueName));
        options ??= new();
        _client = client;
        var path = EntityPaths.Of(queueName, options.SubQueue);
        EntityPath = path;
        ReceiveMode = options.ReceiveMode;
        PrefetchCount = options.PrefetchCount;
        Identifier = options.Identifier ?? $"{path}-{Guid.NewGuid()}";
    }

    protected ServiceBusReceiver(ServiceBusClient client, string topicName, string subscriptionName, ServiceBusReceiverOptions options)
        : this(client, ServiceBusClient.Subscription(topicName, subscriptionName), options)
    {
    }

    protected ServiceBusReceiver()
    {
    }

    public virtual string FullyQualifiedNamespace => _client.FullyQualifiedNamespace;

    public virtual string EntityPath { get; }

    public virtual string Identifier { get; }

    public virtual ServiceBusReceiveMode ReceiveMode { get; }

    public virtual int PrefetchCount { get; }

    public virtual bool IsClosed { get; private set; }

    /// <summary>The session that it holds; null for one that receives without.</summary>
    internal virtual HeldSession Session => null;

    internal Broker Broker => _client.Broker;

    private protected ServiceBusClient Client => _client;

    public virtual async Task<ServiceBusReceivedMessage> ReceiveMessageAsync(
        TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default) =>
        One(await ReceiveMessagesAsync(1, maxWaitTime, cancellationToken));

    public virtual async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveMessagesAsync(
        int maxMessages, TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        // With prefetched messages it makes sense not to wait at all.
        if (maxWaitTime is { } wait && (PrefetchCount == 0 || wait != TimeSpan.Zero)) Check.Positive(wait, nameof(maxWaitTime));
        var queue = Open(cancellationToken);
        var found = await Broker.WaitAsync(
            new(queue, Session?.Id, maxWaitTime ?? _client.TryTimeout, cancellationToken, _client.Closed, _closed.Token),
            turn => Receiving.Receive(turn, queue, maxMessages, ReceiveMode == ServiceBusReceiveMode.PeekLock, Session));
        return found is null ? [] : Received(found);
    }

    public virtual async IAsyncEnumerable<ServiceBusReceivedMessage> ReceiveMessagesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (await ReceiveMessageAsync(cancellationToken: cancellationToken) is { } message) yield return message;
        }
    }

    public virtual async Task<ServiceBusReceivedMessage> ReceiveDeferredMessageAsync(
        long sequenceNumber, CancellationToken cancellationToken = default) =>
        One(await ReceiveDeferredMessagesAsync([sequenceNumber], cancellationToken)) ?? throw BusErrors.MessageNotFound(EntityPath);

    public virtual async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredMessagesAsync(
        IEnumerable<long> sequenceNumbers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequenceNumbers);
        var numbers = sequenceNumbers.Distinct().ToList();
        var queue = Open(cancellationToken);
        if (numbers.Count == 0) return [];
        return Received(await Broker.RunAsync(turn =>
            Receiving.ReceiveDeferred(turn, queue, numbers, ReceiveMode == ServiceBusReceiveMode.PeekLock, Session)));
    }

    /// <summary>Goes on after what this receiver has peeked last, unless it is told where to begin.</summary>
    public virtual async Task<ServiceBusReceivedMessage> PeekMessageAsync(
        long? fromSequenceNumber = null, CancellationToken cancellationToken = default) =>
        One(await PeekMessagesAsync(1, fromSequenceNumber, cancellationToken));

    /// <inheritdoc cref="PeekMessageAsync"/>
    public virtual async Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekMessagesAsync(
        int maxMessages, long? fromSequenceNumber = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        var queue = Open(cancellationToken);
        var from = fromSequenceNumber ?? Interlocked.Read(ref _peekFrom);
        var found = await Broker.RunAsync(turn => Receiving.Peek(turn, queue, from, maxMessages, Session?.Id));
        if (found.Count > 0) Interlocked.Exchange(ref _peekFrom, found[^1].Sequence + 1);
        return Received(found);
    }

    public virtual async Task CloseAsync(CancellationToken cancellationToken = default)
    {
        if (IsClosed) return;
        IsClosed = true;
        await _closed.CancelAsync();
        await ReleaseAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync(CancellationToken.None);
        _closed.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected MessageQueue Open(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        Cancellation.Check(cancellation);
        return Broker.Source(EntityPath);
    }

    /// <summary>Gives back what the receiver holds besides messages.</summary>
    private protected virtual Task ReleaseAsync() => Task.CompletedTask;

    private static ServiceBusReceivedMessage One(IReadOnlyList<ServiceBusReceivedMessage> messages) => messages.Count == 0 ? null : messages[0];

    private static List<ServiceBusReceivedMessage> Received(IEnumerable<StoredMessage> found) =>
        [.. found.Select(stored => new ServiceBusReceivedMessage(stored))];
}
