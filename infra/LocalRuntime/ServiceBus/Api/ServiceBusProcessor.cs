#nullable disable

using Serverless.LocalRuntime.ServiceBus.Client;
using Serverless.LocalRuntime.ServiceBus.Engine;
using Serverless.LocalRuntime.ServiceBus.Processing;

namespace Azure.Messaging.ServiceBus;

/// <summary>Calls a handler with every message of a queue or subscription that requires no sessions.</summary>
public class ServiceBusProcessor : IAsyncDisposable
{
    private readonly ServiceBusClient _client;
    private readonly string _path;
    private readonly ServiceBusProcessorOptions _options;
    private readonly Slots _slots;
    private readonly ProcessorLifetime _lifetime = new();
    private readonly HandlerSlot<ProcessMessageEventArgs> _processMessage;
    private readonly HandlerSlot<ProcessErrorEventArgs> _processError;
    private int _prefetchCount;

    protected internal ServiceBusProcessor(ServiceBusClient client, string queueName, ServiceBusProcessorOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        Check.NotNullOrWhiteSpace(queueName, nameof(queueName));
        options ??= new();
        _client = client;
        _path = queueName;
        _prefetchCount = options.PrefetchCount;
        _options = new()
        {
            ReceiveMode = options.ReceiveMode,
            AutoCompleteMessages = options.AutoCompleteMessages,
            MaxAutoLockRenewalDuration = options.MaxAutoLockRenewalDuration,
            SubQueue = options.SubQueue,
        };
        _slots = new(options.MaxConcurrentCalls);
        _processMessage = new(_lifetime);
        _processError = new(_lifetime);
        EntityPath = EntityPaths.Of(queueName, options.SubQueue);
        Identifier = options.Identifier ?? $"{queueName}-{Guid.NewGuid()}";
    }

    protected ServiceBusProcessor(ServiceBusClient client, string topicName, string subscriptionName, ServiceBusProcessorOptions options)
        : this(client, ServiceBusClient.Subscription(topicName, subscriptionName), options)
    {
    }

    protected ServiceBusProcessor()
    {
    }

    public event Func<ProcessMessageEventArgs, Task> ProcessMessageAsync
    {
        add => _processMessage.Add(value);
        remove => _processMessage.Remove(value);
    }

    public event Func<ProcessErrorEventArgs, Task> ProcessErrorAsync
    {
        add => _processError.Add(value);
        remove => _processError.Remove(value);
    }

    public virtual string FullyQualifiedNamespace => _client.FullyQualifiedNamespace;

    public virtual string EntityPath { get; }

    public virtual string Identifier { get; }

    public virtual ServiceBusReceiveMode ReceiveMode => _options.ReceiveMode;

    public virtual int PrefetchCount => _prefetchCount;

    public virtual bool IsProcessing => _lifetime.IsProcessing;

    public virtual bool IsClosed => _lifetime.IsClosed;

    public virtual int MaxConcurrentCalls => _slots.Count;

    public virtual bool AutoCompleteMessages => _options.AutoCompleteMessages;

    public virtual TimeSpan MaxAutoLockRenewalDuration => _options.MaxAutoLockRenewalDuration;

    public virtual Task StartProcessingAsync(CancellationToken cancellationToken = default)
    {
        Cancellation.Check(cancellationToken);
        _processMessage.Required(nameof(ProcessMessageAsync));
        _processError.Required(nameof(ProcessErrorAsync));
        _lifetime.Start(this, RunAsync);
        return Task.CompletedTask;
    }

    /// <summary>Ends when the handlers that run have ended.</summary>
    public virtual Task StopProcessingAsync(CancellationToken cancellationToken = default) => _lifetime.StopAsync(cancellationToken);

    public virtual Task CloseAsync(CancellationToken cancellationToken = default) => _lifetime.CloseAsync(cancellationToken);

    public void UpdateConcurrency(int maxConcurrentCalls)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrentCalls, 1);
        _slots.Resize(maxConcurrentCalls);
    }

    public void UpdatePrefetchCount(int prefetchCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(prefetchCount);
        _prefetchCount = prefetchCount;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync(CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    protected virtual Task OnProcessMessageAsync(ProcessMessageEventArgs args) => _processMessage.InvokeAsync(args);

    protected virtual Task OnProcessErrorAsync(ProcessErrorEventArgs args) => _processError.InvokeAsync(args);

    private async Task RunAsync(CancellationToken stopping)
    {
        var settings = new PumpSettings(AutoCompleteMessages, MaxAutoLockRenewalDuration, _client.Clock);
        await using var receiver = new ServiceBusReceiver(_client, _path, new() { ReceiveMode = ReceiveMode, SubQueue = _options.SubQueue });
        await Retrying.RunAsync(
            () => new MessagePump(receiver, settings, _slots, Begin, (failure, source) => FailedAsync(failure, source, stopping)).RunAsync(stopping, stopping),
            failure => FailedAsync(failure, ServiceBusErrorSource.Receive, stopping),
            _client,
            stopping);

        HandlerCall Begin(ServiceBusReceivedMessage message, CancellationToken cancellation)
        {
            var actions = new ProcessorReceiveActions(receiver);
            var args = new ProcessMessageEventArgs(message, receiver, Identifier, actions, cancellation);
            return new(() => OnProcessMessageAsync(args), args.LoseLockAsync, () => actions.Received);
        }
    }

    private Task FailedAsync(Exception failure, ServiceBusErrorSource source, CancellationToken cancellation) => ErrorHandling.TellAsync(
        OnProcessErrorAsync, new(failure, source, FullyQualifiedNamespace, EntityPath, Identifier, cancellation));
}
