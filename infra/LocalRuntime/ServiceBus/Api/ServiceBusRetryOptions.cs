#nullable disable

using Serverless.LocalRuntime.ServiceBus.Client;

namespace Azure.Messaging.ServiceBus;

/// <summary>How operations wait. Nothing is tried again here: a broker in the same process is there or is not.</summary>
public class ServiceBusRetryOptions
{
    private int _maxRetries = 3;
    private TimeSpan _delay = TimeSpan.FromSeconds(0.8);
    private TimeSpan _maxDelay = TimeSpan.FromMinutes(1);
    private TimeSpan _tryTimeout = TimeSpan.FromMinutes(1);

    public ServiceBusRetryMode Mode { get; set; } = ServiceBusRetryMode.Exponential;

    public int MaxRetries
    {
        get => _maxRetries;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(MaxRetries));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 100, nameof(MaxRetries));
            _maxRetries = value;
        }
    }

    public TimeSpan Delay
    {
        get => _delay;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromMilliseconds(1), nameof(Delay));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromMinutes(5), nameof(Delay));
            _delay = value;
        }
    }

    public TimeSpan MaxDelay
    {
        get => _maxDelay;
        set
        {
            Check.NotNegative(value, nameof(MaxDelay));
            _maxDelay = value;
        }
    }

    /// <summary>How long a receiver waits for a first message, or for a session, when it is not told otherwise.</summary>
    public TimeSpan TryTimeout
    {
        get => _tryTimeout;
        set
        {
            Check.Positive(value, nameof(TryTimeout));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromHours(1), nameof(TryTimeout));
            _tryTimeout = value;
        }
    }
}
