#nullable disable

namespace Azure.Messaging.ServiceBus;

/// <summary>A message of a session for a processor's handler, and what may be done with it.</summary>
public class ProcessSessionMessageEventArgs : EventArgs
{
    private readonly ServiceBusSessionReceiver _receiver;
    private readonly ProcessorReceiveActions _receiveActions;
    private readonly Action _release;

    public ProcessSessionMessageEventArgs(
        ServiceBusReceivedMessage message, ServiceBusSessionReceiver receiver, CancellationToken cancellationToken)
        : this(message, receiver, receiver?.Identifier, cancellationToken)
    {
    }

    public ProcessSessionMessageEventArgs(
        ServiceBusReceivedMessage message, ServiceBusSessionReceiver receiver, string identifier, CancellationToken cancellationToken)
        : this(message, receiver, identifier, new(receiver), release: null, cancellationToken)
    {
    }

    internal ProcessSessionMessageEventArgs(
        ServiceBusReceivedMessage message,
        ServiceBusSessionReceiver receiver,
        string identifier,
        ProcessorReceiveActions receiveActions,
        Action release,
        CancellationToken cancellationToken)
    {
        Message = message;
        _receiver = receiver;
        _receiveActions = receiveActions;
        _release = release;
        Identifier = identifier;
        CancellationToken = cancellationToken;
    }

    public event Func<SessionLockLostEventArgs, Task> SessionLockLostAsync;

    public ServiceBusReceivedMessage Message { get; }

    /// <summary>Is cancelled when the processor is asked to stop.</summary>
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

    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        _receiver.CompleteMessageAsync(message, cancellationToken);

    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null, CancellationToken cancellationToken = default) =>
        _receiver.AbandonMessageAsync(message, propertiesToModify, cancellationToken);

    public virtual Task DeferMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null, CancellationToken cancellationToken = default) =>
        _receiver.DeferMessageAsync(message, propertiesToModify, cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null, CancellationToken cancellationToken = default) =>
        _receiver.DeadLetterMessageAsync(message, propertiesToModify, cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, string deadLetterReason, string deadLetterErrorDescription = null, CancellationToken cancellationToken = default) =>
        _receiver.DeadLetterMessageAsync(message, deadLetterReason, deadLetterErrorDescription, cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object> propertiesToModify,
        string deadLetterReason,
        string deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default) =>
        _receiver.DeadLetterMessageAsync(message, propertiesToModify, deadLetterReason, deadLetterErrorDescription, cancellationToken);

    /// <inheritdoc cref="ProcessSessionEventArgs.ReleaseSession"/>
    public virtual void ReleaseSession() => _release?.Invoke();

    /// <inheritdoc cref="ProcessMessageEventArgs.GetReceiveActions"/>
    public virtual ProcessorReceiveActions GetReceiveActions() => _receiveActions;

    protected virtual Task OnSessionLockLostAsync(SessionLockLostEventArgs args) => SessionLockLostAsync?.Invoke(args) ?? Task.CompletedTask;

    internal Task LoseLockAsync(Exception exception) => OnSessionLockLostAsync(new(Message, SessionLockedUntil, exception));
}
