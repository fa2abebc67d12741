#nullable disable

namespace Azure.Messaging.ServiceBus;

public class MessageLockLostEventArgs
{
    public MessageLockLostEventArgs(ServiceBusReceivedMessage message, Exception exception)
    {
        Message = message;
        Exception = exception;
    }

    public ServiceBusReceivedMessage Message { get; }

    /// <summary>Null when the lock has ended because it was not to be renewed any longer.</summary>
    public Exception Exception { get; }
}

public class SessionLockLostEventArgs : EventArgs
{
    public SessionLockLostEventArgs(ServiceBusReceivedMessage message, DateTimeOffset sessionLockedUntil, Exception exception)
    {
        Message = message;
        SessionLockedUntil = sessionLockedUntil;
        Exception = exception;
    }

    public ServiceBusReceivedMessage Message { get; }

    public DateTimeOffset SessionLockedUntil { get; }

    /// <inheritdoc cref="MessageLockLostEventArgs.Exception"/>
    public Exception Exception { get; }
}
