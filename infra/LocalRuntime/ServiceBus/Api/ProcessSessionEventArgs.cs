#nullable disable

namespace Azure.Messaging.ServiceBus;

/// <summary>A session that a processor has taken or is about to let go.</summary>
public class ProcessSessionEventArgs : EventArgs
{
    private readonly ServiceBusSessionReceiver _receiver;
    private readonly Action _release;

    public ProcessSessionEventArgs(ServiceBusSessionReceiver receiver, CancellationToken cancellationToken)
        : this(receiver, receiver?.Identifier, cancellationToken)
    {
    }

    public ProcessSessionEventArgs(ServiceBusSessionReceiver receiver, string identifier, CancellationToken cancellationToken)
        : this(receiver, identifier, release: null, cancellationToken)
    {
    }

    internal ProcessSessionEventArgs(ServiceBusSessionReceiver receiver, string identifier, Action release, CancellationToken cancellationToken)
    {
        _receiver = receiver;
        _release = release;
        Identifier = identifier;
        CancellationToken = cancellationToken;
    }

    public CancellationToken CancellationToken { get; }

    public string Identifier { get; }

    public string SessionId => _receiver.SessionId;

    public string EntityPath => _receiver.EntityPath;

    public string FullyQualifiedNamespace => _receiver.FullyQualifiedNamespace;

    public DateTimeOffset SessionLockedUntil => _receiver.SessionLockedUntil;

    public virtual Task<BinaryData> GetSessionStateAsync(CancellationToken cancellationToken = default) =>
        _receiver.GetSessionStateAsync(cancellationToken);

    public virtual Task SetSessionStateAsync(BinaryData sessionState, CancellationToken cancellationToken = default) =>
        _receiver.SetSessionStateAsync(sessionState, cancellationToken);

    public virtual Task RenewSessionLockAsync(CancellationToken cancellationToken = default) =>
        _receiver.RenewSessionLockAsync(cancellationToken);

    /// <summary>Lets the session go when the calls that run have ended, though there may be more messages.</summary>
    public virtual void ReleaseSession() => _release?.Invoke();
}
