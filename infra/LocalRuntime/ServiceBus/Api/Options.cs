#nullable disable

using Serverless.LocalRuntime.ServiceBus.Client;

namespace Azure.Messaging.ServiceBus;

public class ServiceBusClientOptions
{
    private ServiceBusRetryOptions _retryOptions = new();

    public ServiceBusTransportType TransportType { get; set; } = ServiceBusTransportType.AmqpTcp;

    public string Identifier { get; set; }

    public ServiceBusRetryOptions RetryOptions
    {
        get => _retryOptions;
        set
        {
            ArgumentNullException.ThrowIfNull(value, nameof(RetryOptions));
            _retryOptions = value;
        }
    }
}

public class ServiceBusSenderOptions
{
    public string Identifier { get; set; }
}

public class ServiceBusReceiverOptions
{
    private int _prefetchCount;

    public ServiceBusReceiveMode ReceiveMode { get; set; } = ServiceBusReceiveMode.PeekLock;

    /// <summary>Kept, and without effect: to ask a broker in the same process costs no round trip.</summary>
    public int PrefetchCount
    {
        get => _prefetchCount;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(PrefetchCount));
            _prefetchCount = value;
        }
    }

    public SubQueue SubQueue { get; set; } = SubQueue.None;

    public string Identifier { get; set; }
}

public class ServiceBusSessionReceiverOptions
{
    private int _prefetchCount;

    public ServiceBusReceiveMode ReceiveMode { get; set; } = ServiceBusReceiveMode.PeekLock;

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

    public string Identifier { get; set; }

    internal ServiceBusReceiverOptions ForReceiver() =>
        new() { ReceiveMode = ReceiveMode, PrefetchCount = PrefetchCount, Identifier = Identifier };
}

public class CreateMessageBatchOptions
{
    private long? _maxSizeInBytes;

    public long? MaxSizeInBytes
    {
        get => _maxSizeInBytes;
        set
        {
            if (value is { } bytes) ArgumentOutOfRangeException.ThrowIfLessThan(bytes, ServiceBusMessageBatch.MinBytes, nameof(MaxSizeInBytes));
            _maxSizeInBytes = value;
        }
    }
}
