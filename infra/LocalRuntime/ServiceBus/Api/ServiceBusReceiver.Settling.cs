#nullable disable

using Serverless.LocalRuntime.ServiceBus.Client;
using Serverless.LocalRuntime.ServiceBus.Engine;

namespace Azure.Messaging.ServiceBus;

public partial class ServiceBusReceiver
{
    private const int MaxReasonLength = 4096;

    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        SettleAsync(message, token => new(Settlement.Complete, token), cancellationToken);

    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null, CancellationToken cancellationToken = default) =>
        SettleAsync(message, token => new(Settlement.Abandon, token) { Changes = Changes.Of(propertiesToModify) }, cancellationToken);

    public virtual Task DeferMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null, CancellationToken cancellationToken = default) =>
        SettleAsync(message, token => new(Settlement.Defer, token) { Changes = Changes.Of(propertiesToModify) }, cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object> propertiesToModify = null, CancellationToken cancellationToken = default) =>
        DeadLetterMessageAsync(message, propertiesToModify, deadLetterReason: null, deadLetterErrorDescription: null, cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, string deadLetterReason, string deadLetterErrorDescription = null, CancellationToken cancellationToken = default) =>
        DeadLetterMessageAsync(message, propertiesToModify: null, deadLetterReason, deadLetterErrorDescription, cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object> propertiesToModify,
        string deadLetterReason,
        string deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default)
    {
        Check.MaxLength(deadLetterReason, MaxReasonLength, nameof(deadLetterReason));
        Check.MaxLength(deadLetterErrorDescription, MaxReasonLength, nameof(deadLetterErrorDescription));
        return SettleAsync(
            message,
            token => new(Settlement.DeadLetter, token)
            {
                Changes = Changes.Of(propertiesToModify),
                Reason = deadLetterReason,
                Description = deadLetterErrorDescription,
            },
            cancellationToken);
    }

    public virtual async Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ThrowIfNotPeekLock();
        if (Session is not null)
            throw new InvalidOperationException("Messages cannot be locked when working with session-enabled entities. Locks are handled at the session level.");
        var queue = Open(cancellationToken);
        message.LockedUntil = await Broker.RunAsync(turn => Settling.Renew(turn, queue, message.Token));
    }

    private async Task SettleAsync(ServiceBusReceivedMessage message, Func<Guid, Verdict> verdict, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        ThrowIfNotPeekLock();
        Ambient.ThrowInTransaction();
        var queue = Open(cancellation);
        var settled = verdict(message.Token);
        await Broker.RunAsync(turn => Settling.Settle(turn, queue, settled, Session));
        message.IsSettled = true;
    }

    private void ThrowIfNotPeekLock()
    {
        if (ReceiveMode != ServiceBusReceiveMode.PeekLock)
            throw new InvalidOperationException("The operation is only supported in 'PeekLock' receive mode.");
    }
}
