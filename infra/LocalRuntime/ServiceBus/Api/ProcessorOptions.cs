#nullable disable

using Serverless.LocalRuntime.ServiceBus.Client;

namespace Azure.Messaging.ServiceBus;

public class ServiceBusProcessorOptions
{
    private int _prefetchCount;
    private int _maxConcurrentCalls = 1;
    private TimeSpan _maxAutoLockRenewalDuration = TimeSpan.FromMinutes(5);

    /// <inheritdoc cref="ServiceBusReceiverOptions.PrefetchCount"/>
    public int PrefetchCount
    {
        get => _prefetchCount;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(PrefetchCount));
            _prefetchCount = value;
        }
    }

    public ServiceBusReceiveMode ReceiveMode { get; set; } = ServiceBusReceiveMode.PeekLock;

    public bool AutoCompleteMessages { get; set; } = true;

    /// <summary>Zero renews nothing; <see cref="Timeout.InfiniteTimeSpan"/> as long as the handler runs.</summary>
    public TimeSpan MaxAutoLockRenewalDuration
    {
        get => _maxAutoLockRenewalDuration;
        set
        {
            if (value != Timeout.InfiniteTimeSpan) Check.NotNegative(value, nameof(MaxAutoLockRenewalDuration));
            _maxAutoLockRenewalDuration = value;
        }
    }

    public int MaxConcurrentCalls
    {
        get => _maxConcurrentCalls;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxConcurrentCalls));
            _maxConcurrentCalls = value;
        }
    }

    public SubQueue SubQueue { get; set; } = SubQueue.None;

    public string Identifier { get; set; }
}

public class ServiceBusSessionProcessorOptions
{
    private int _prefetchCount;
    private int _maxConcurrentSessions = 8;
    private int _maxConcurrentCallsPerSession = 1;
    private TimeSpan _maxAutoLockRenewalDuration = TimeSpan.FromMinutes(5);
    private TimeSpan? _sessionIdleTimeout;

    /// <inheritdoc cref="ServiceBusReceiverOptions.PrefetchCount"/>
    public int PrefetchCount
    {
        get => _prefetchCount;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(PrefetchCount));
            _prefetchCount = value;
        }
    }

    public ServiceBusReceiveMode ReceiveMode { get; set; } = ServiceBusReceiveMode.PeekLock;

    public bool AutoCompleteMessages { get; set; } = true;

    /// <inheritdoc cref="ServiceBusProcessorOptions.MaxAutoLockRenewalDuration"/>
    public TimeSpan MaxAutoLockRenewalDuration
    {
        get => _maxAutoLockRenewalDuration;
        set
        {
            if (value != Timeout.InfiniteTimeSpan) Check.NotNegative(value, nameof(MaxAutoLockRenewalDuration));
            _maxAutoLockRenewalDuration = value;
        }
    }

    /// <summary>A session in which nothing has come for so long is let go; null is the client's TryTimeout.</summary>
    public TimeSpan? SessionIdleTimeout
    {
        get => _sessionIdleTimeout;
        set
        {
            if (value is { } time) Check.Positive(time, nameof(SessionIdleTimeout));
            _sessionIdleTimeout = value;
        }
    }

    public int MaxConcurrentSessions
    {
        get => _maxConcurrentSessions;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxConcurrentSessions));
            _maxConcurrentSessions = value;
        }
    }

    public int MaxConcurrentCallsPerSession
    {
        get => _maxConcurrentCallsPerSession;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxConcurrentCallsPerSession));
            _maxConcurrentCallsPerSession = value;
        }
    }

    /// <summary>Only these sessions; without any, every session.</summary>
    public IList<string> SessionIds { get; } = [];

    public string Identifier { get; set; }

    internal ServiceBusSessionProcessorOptions Copy()
    {
        var copy = new ServiceBusSessionProcessorOptions
        {
            PrefetchCount = PrefetchCount,
            ReceiveMode = ReceiveMode,
            AutoCompleteMessages = AutoCompleteMessages,
            MaxAutoLockRenewalDuration = MaxAutoLockRenewalDuration,
            SessionIdleTimeout = SessionIdleTimeout,
            MaxConcurrentSessions = MaxConcurrentSessions,
            MaxConcurrentCallsPerSession = MaxConcurrentCallsPerSession,
            Identifier = Identifier,
        };
        foreach (var id in SessionIds) copy.SessionIds.Add(id);
        return copy;
    }
}
