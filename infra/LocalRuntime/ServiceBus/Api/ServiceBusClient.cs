#nullable disable

using System.Collections.Concurrent;
using Azure.Core;
using Serverless.LocalRuntime.ServiceBus.Client;
using Serverless.LocalRuntime.ServiceBus.Engine;

namespace Azure.Messaging.ServiceBus;

/// <summary>Makes what sends to and receives from a namespace. It is reached when something is done with them, not before.</summary>
public class ServiceBusClient : IAsyncDisposable
{
    private readonly ServiceBusClientOptions _options;
    private readonly CancellationTokenSource _closed = new();
    private readonly ConcurrentDictionary<ServiceBusSessionReceiver, bool> _sessions = new();
    private readonly string _entityPath;

    public ServiceBusClient(string connectionString)
        : this(connectionString, new ServiceBusClientOptions())
    {
    }

    public ServiceBusClient(string connectionString, ServiceBusClientOptions options)
        : this(ServiceBusConnectionStringProperties.Parse(connectionString), options)
    {
    }

    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential)
        : this(fullyQualifiedNamespace, credential, new ServiceBusClientOptions())
    {
    }

    /// <param name="credential">Must be there; a broker in the same process has nobody to keep out.</param>
    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential, ServiceBusClientOptions options)
        : this(Host(fullyQualifiedNamespace), entityPath: null, options) => ArgumentNullException.ThrowIfNull(credential);

    protected ServiceBusClient()
    {
    }

    private ServiceBusClient(ServiceBusConnectionStringProperties parsed, ServiceBusClientOptions options)
        : this(parsed.FullyQualifiedNamespace, parsed.EntityPath, options) => parsed.Validate("connectionString");

    private ServiceBusClient(string host, string entityPath, ServiceBusClientOptions options)
    {
        _options = options ?? new ServiceBusClientOptions();
        Closed = _closed.Token;
        _entityPath = entityPath;
        FullyQualifiedNamespace = host;
        Identifier = _options.Identifier ?? $"{host}-{Guid.NewGuid()}";
    }

    public virtual string FullyQualifiedNamespace { get; }

    public virtual string Identifier { get; }

    public virtual bool IsClosed { get; private set; }

    public ServiceBusTransportType TransportType => _options.TransportType;

    internal Broker Broker => IsClosed ? throw new ObjectDisposedException(nameof(ServiceBusClient)) : Brokers.At(FullyQualifiedNamespace);

    internal CancellationToken Closed { get; }

    /// <summary>The clock of the broker, so that what waits for a lock and what ends it agree.</summary>
    internal TimeProvider Clock => Brokers.Find(FullyQualifiedNamespace)?.Time ?? TimeProvider.System;

    internal TimeSpan TryTimeout => _options.RetryOptions.TryTimeout;

    internal TimeSpan RetryDelay => _options.RetryOptions.Delay;

    public virtual ServiceBusSender CreateSender(string queueOrTopicName) => CreateSender(queueOrTopicName, new ServiceBusSenderOptions());

    public virtual ServiceBusSender CreateSender(string queueOrTopicName, ServiceBusSenderOptions options) =>
        new(this, Queue(queueOrTopicName, nameof(queueOrTopicName)), options);

    public virtual ServiceBusReceiver CreateReceiver(string queueName) => CreateReceiver(queueName, new ServiceBusReceiverOptions());

    public virtual ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions options) =>
        new(this, Queue(queueName, nameof(queueName)), options);

    public virtual ServiceBusReceiver CreateReceiver(string topicName, string subscriptionName) =>
        CreateReceiver(topicName, subscriptionName, new ServiceBusReceiverOptions());

    public virtual ServiceBusReceiver CreateReceiver(string topicName, string subscriptionName, ServiceBusReceiverOptions options) =>
        new(this, Subscription(topicName, subscriptionName), options);

    public virtual Task<ServiceBusSessionReceiver> AcceptNextSessionAsync(
        string queueName, ServiceBusSessionReceiverOptions options = null, CancellationToken cancellationToken = default) =>
        AcceptAsync(Queue(queueName, nameof(queueName)), sessionId: null, options, cancellationToken);

    public virtual Task<ServiceBusSessionReceiver> AcceptNextSessionAsync(
        string topicName, string subscriptionName, ServiceBusSessionReceiverOptions options = null, CancellationToken cancellationToken = default) =>
        AcceptAsync(Subscription(topicName, subscriptionName), sessionId: null, options, cancellationToken);

    public virtual Task<ServiceBusSessionReceiver> AcceptSessionAsync(
        string queueName, string sessionId, ServiceBusSessionReceiverOptions options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        return AcceptAsync(Queue(queueName, nameof(queueName)), sessionId, options, cancellationToken);
    }

    public virtual Task<ServiceBusSessionReceiver> AcceptSessionAsync(
        string topicName,
        string subscriptionName,
        string sessionId,
        ServiceBusSessionReceiverOptions options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        return AcceptAsync(Subscription(topicName, subscriptionName), sessionId, options, cancellationToken);
    }

    public virtual ServiceBusProcessor CreateProcessor(string queueName) => CreateProcessor(queueName, new ServiceBusProcessorOptions());

    public virtual ServiceBusProcessor CreateProcessor(string queueName, ServiceBusProcessorOptions options) =>
        new(this, Queue(queueName, nameof(queueName)), options);

    public virtual ServiceBusProcessor CreateProcessor(string topicName, string subscriptionName) =>
        CreateProcessor(topicName, subscriptionName, new ServiceBusProcessorOptions());

    public virtual ServiceBusProcessor CreateProcessor(string topicName, string subscriptionName, ServiceBusProcessorOptions options) =>
        new(this, Subscription(topicName, subscriptionName), options);

    public virtual ServiceBusSessionProcessor CreateSessionProcessor(string queueName, ServiceBusSessionProcessorOptions options = null) =>
        new(this, Queue(queueName, nameof(queueName)), options);

    public virtual ServiceBusSessionProcessor CreateSessionProcessor(
        string topicName, string subscriptionName, ServiceBusSessionProcessorOptions options = null) =>
        new(this, Subscription(topicName, subscriptionName), options);

    /// <summary>Ends what its receivers wait for, and lets their sessions go.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        if (IsClosed) return;
        IsClosed = true;
        await _closed.CancelAsync();
        foreach (var session in _sessions.Keys) await session.CloseAsync();
        _closed.Dispose();
        GC.SuppressFinalize(this);
    }

    internal static string Host(string fullyQualifiedNamespace)
    {
        Check.NotNullOrEmpty(fullyQualifiedNamespace, nameof(fullyQualifiedNamespace));
        var host = Uri.TryCreate(fullyQualifiedNamespace, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.Host : fullyQualifiedNamespace;
        return Uri.CheckHostName(host) == UriHostNameType.Unknown
            ? throw new ArgumentException($"The value '{fullyQualifiedNamespace}' is not a well-formed Service Bus fully qualified namespace.", nameof(fullyQualifiedNamespace))
            : host;
    }

    internal static string Subscription(string topicName, string subscriptionName)
    {
        Check.NotNullOrWhiteSpace(topicName, nameof(topicName));
        Check.NotNullOrWhiteSpace(subscriptionName, nameof(subscriptionName));
        return EntityPaths.Subscription(topicName, subscriptionName);
    }

    private string Queue(string name, string parameter)
    {
        Check.NotNullOrWhiteSpace(name, parameter);
        ObjectDisposedException.ThrowIf(IsClosed, this);
        if (_entityPath is not null && !string.Equals(_entityPath, name, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException("The queue or topic name provided does not match the EntityPath of the connection string.", parameter);
        return name;
    }

    internal async Task<ServiceBusSessionReceiver> AcceptAsync(
        string path, string sessionId, ServiceBusSessionReceiverOptions options, CancellationToken cancellation, TimeSpan? wait = null)
    {
        var broker = Broker;
        var queue = broker.Source(path);
        var accepted = await broker.WaitAsync(
            new(queue, Session: null, wait ?? TryTimeout, cancellation, Closed), turn => Sessions.Accept(turn, queue, sessionId));
        if (accepted is null) throw BusErrors.NoSessionInTime(path);
        var receiver = new ServiceBusSessionReceiver(this, path, accepted, options ?? new());
        _sessions.TryAdd(receiver, true);
        return receiver;
    }

    internal void Forget(ServiceBusSessionReceiver receiver) => _sessions.TryRemove(receiver, out _);
}
