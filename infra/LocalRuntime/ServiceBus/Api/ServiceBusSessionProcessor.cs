#nullable disable

using Serverless.LocalRuntime.ServiceBus.Client;
using Serverless.LocalRuntime.ServiceBus.Processing;

namespace Azure.Messaging.ServiceBus;

/// <summary>Takes sessions, several at a time, and calls a handler with the messages of each in their order.</summary>
public class ServiceBusSessionProcessor : IAsyncDisposable
{
    private readonly ServiceBusClient _client;
    private readonly ServiceBusSessionProcessorOptions _options;
    private readonly Slots _sessions;
    private readonly ProcessorLifetime _lifetime = new();
    private readonly HandlerSlot<ProcessSessionMessageEventArgs> _processMessage;
    private readonly HandlerSlot<ProcessErrorEventArgs> _processError;
    private readonly HandlerSlot<ProcessSessionEventArgs> _initializing;
    private readonly HandlerSlot<ProcessSessionEventArgs> _closing;

    protected internal ServiceBusSessionProcessor(ServiceBusClient client, string queueName, ServiceBusSessionProcessorOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        Check.NotNullOrWhiteSpace(queueName, nameof(queueName));
        _client = client;
        _options = options?.Copy() ?? new();
        _sessions = new(_options.MaxConcurrentSessions);
        _processMessage = new(_lifetime);
        _processError = new(_lifetime);
        _initializing = new(_lifetime);
        _closing = new(_lifetime);
        EntityPath = queueName;
        Identifier = _options.Identifier ?? $"{queueName}-{Guid.NewGuid()}";
    }

    protected ServiceBusSessionProcessor(
        ServiceBusClient client, string topicName, string subscriptionName, ServiceBusSessionProcessorOptions options)
        : this(client, ServiceBusClient.Subscription(topicName, subscriptionName), options)
    {
    }

    protected ServiceBusSessionProcessor()
    {
    }

    public event Func<ProcessSessionMessageEventArgs, Task> ProcessMessageAsync
    {
        add => _processMessage.Add(value);
        remove => _processMessage.Remove(value);
    }

    public event Func<ProcessErrorEventArgs, Task> ProcessErrorAsync
    {
        add => _processError.Add(value);
        remove => _processError.Remove(value);
    }

    public event Func<ProcessSessionEventArgs, Task> SessionInitializingAsync
    {
        add => _initializing.Add(value);
        remove => _initializing.Remove(value);
    }

    public event Func<ProcessSessionEventArgs, Task> SessionClosingAsync
    {
        add => _closing.Add(value);
        remove => _closing.Remove(value);
    }

    public virtual string FullyQualifiedNamespace => _client.FullyQualifiedNamespace;

    public virtual string EntityPath { get; }

    public virtual string Identifier { get; }

    public virtual ServiceBusReceiveMode ReceiveMode => _options.ReceiveMode;

    public virtual int PrefetchCount => _options.PrefetchCount;

    public virtual bool IsProcessing => _lifetime.IsProcessing;

    public virtual bool IsClosed => _lifetime.IsClosed;

    public virtual bool AutoCompleteMessages => _options.AutoCompleteMessages;

    public virtual TimeSpan? SessionIdleTimeout => _options.SessionIdleTimeout;

    public virtual TimeSpan MaxAutoLockRenewalDuration => _options.MaxAutoLockRenewalDuration;

    public virtual int MaxConcurrentSessions => _sessions.Count;

    public virtual int MaxConcurrentCallsPerSession => _options.MaxConcurrentCallsPerSession;

    public virtual Task StartProcessingAsync(CancellationToken cancellationToken = default)
    {
        Cancellation.Check(cancellationToken);
        _processMessage.Required(nameof(ProcessMessageAsync));
        _processError.Required(nameof(ProcessErrorAsync));
        _lifetime.Start(this, stopping => new SessionPump(_client, EntityPath, _options, _sessions, Handlers(stopping)).RunAsync(stopping));
        return Task.CompletedTask;
    }

    /// <summary>Ends when the handlers that run have ended and the sessions are let go.</summary>
    public virtual Task StopProcessingAsync(CancellationToken cancellationToken = default) => _lifetime.StopAsync(cancellationToken);

    public virtual Task CloseAsync(CancellationToken cancellationToken = default) => _lifetime.CloseAsync(cancellationToken);

    /// <summary>The calls per session hold for sessions that are taken from now on.</summary>
    public void UpdateConcurrency(int maxConcurrentSessions, int maxConcurrentCallsPerSession)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrentSessions, 1);
        _options.MaxConcurrentCallsPerSession = maxConcurrentCallsPerSession;
        _sessions.Resize(maxConcurrentSessions);
    }

    public void UpdatePrefetchCount(int prefetchCount) => _options.PrefetchCount = prefetchCount;

    public async ValueTask DisposeAsync()
    {
        await CloseAsync(CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    protected virtual Task OnProcessSessionMessageAsync(ProcessSessionMessageEventArgs args) => _processMessage.InvokeAsync(args);

    protected virtual Task OnProcessErrorAsync(ProcessErrorEventArgs args) => _processError.InvokeAsync(args);

    protected virtual Task OnSessionInitializingAsync(ProcessSessionEventArgs args) => _initializing.InvokeAsync(args);

    protected virtual Task OnSessionClosingAsync(ProcessSessionEventArgs args) => _closing.InvokeAsync(args);

    private SessionHandlers Handlers(CancellationToken stopping) => new(
        Identifier,
        OnProcessSessionMessageAsync,
        OnSessionInitializingAsync,
        OnSessionClosingAsync,
        (failure, source) => ErrorHandling.TellAsync(
            OnProcessErrorAsync, new(failure, source, FullyQualifiedNamespace, EntityPath, Identifier, stopping)));
}
