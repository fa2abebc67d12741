#nullable disable

using Serverless.LocalRuntime.ServiceBus.Client;
using Serverless.LocalRuntime.ServiceBus.Engine;
using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Azure.Messaging.ServiceBus;

/// <summary>Sends to a queue or a topic. What has been sent is on disk when the task ends.</summary>
public class ServiceBusSender : IAsyncDisposable
{
    private readonly ServiceBusClient _client;

    protected internal ServiceBusSender(ServiceBusClient client, string queueOrTopicName, ServiceBusSenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        Check.NotNullOrWhiteSpace(queueOrTopicName, nameof(queueOrTopicName));
        _client = client;
        EntityPath = queueOrTopicName;
        Identifier = options?.Identifier ?? $"{queueOrTopicName}-{Guid.NewGuid()}";
    }

    protected ServiceBusSender(ServiceBusClient client, string queueOrTopicName)
        : this(client, queueOrTopicName, options: null)
    {
    }

    protected ServiceBusSender()
    {
    }

    public virtual string FullyQualifiedNamespace => _client.FullyQualifiedNamespace;

    public virtual string EntityPath { get; }

    public virtual string Identifier { get; }

    public virtual bool IsClosed { get; private set; }

    public virtual Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return SendAsync([message.ToContent()], cancellationToken);
    }

    public virtual Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default) =>
        SendAsync(Contents(messages, scheduled: null), cancellationToken);

    public virtual Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageBatch);
        return SendAsync(Contents(messageBatch.Messages, scheduled: null), cancellationToken);
    }

    public virtual ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default) =>
        CreateMessageBatchAsync(options: null, cancellationToken);

    public virtual ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(
        CreateMessageBatchOptions options, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        Cancellation.Check(cancellationToken);
        _client.Broker.Target(EntityPath);
        var bytes = options?.MaxSizeInBytes ?? Content.MaxBytes;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, Content.MaxBytes, nameof(CreateMessageBatchOptions.MaxSizeInBytes));
        return ValueTask.FromResult(new ServiceBusMessageBatch(bytes));
    }

    public virtual async Task<long> ScheduleMessageAsync(
        ServiceBusMessage message, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return (await SendAsync([message.ToContent(scheduledEnqueueTime)], cancellationToken))[0];
    }

    public virtual async Task<IReadOnlyList<long>> ScheduleMessagesAsync(
        IEnumerable<ServiceBusMessage> messages, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default) =>
        await SendAsync(Contents(messages, scheduledEnqueueTime), cancellationToken);

    public virtual Task CancelScheduledMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default) =>
        CancelScheduledMessagesAsync([sequenceNumber], cancellationToken);

    public virtual async Task CancelScheduledMessagesAsync(IEnumerable<long> sequenceNumbers, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        ArgumentNullException.ThrowIfNull(sequenceNumbers);
        Cancellation.Check(cancellationToken);
        var numbers = sequenceNumbers.ToList();
        var entity = _client.Broker.Target(EntityPath);
        if (numbers.Count > 0) await _client.Broker.RunAsync(turn => Sending.Cancel(turn, entity, numbers));
    }

    public virtual Task CloseAsync(CancellationToken cancellationToken = default)
    {
        IsClosed = true;
        return Task.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync(CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    private static List<Content> Contents(IEnumerable<ServiceBusMessage> messages, DateTimeOffset? scheduled)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return [.. messages.Select(message => message.ToContent(scheduled))];
    }

    private async Task<List<long>> SendAsync(List<Content> contents, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        Ambient.ThrowInTransaction();
        Cancellation.Check(cancellation);
        var entity = _client.Broker.Target(EntityPath);
        var bytes = contents.Sum(MessageSize.Of);
        if (bytes > Content.MaxBytes) throw BusErrors.MessageSizeExceeded(EntityPath, bytes, Content.MaxBytes);
        return contents.Count == 0 ? [] : await _client.Broker.SendAsync(entity, contents);
    }
}
