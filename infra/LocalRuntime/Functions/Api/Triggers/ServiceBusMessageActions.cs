using Azure.Messaging.ServiceBus;
using Serverless.LocalRuntime.Functions.ServiceBus;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Settles the messages of an invocation. What it has settled is left alone when the function ends.</summary>
public class ServiceBusMessageActions
{
    private readonly Settlement? _settlement;

    internal ServiceBusMessageActions(Settlement settlement) => _settlement = settlement;

    protected ServiceBusMessageActions()
    {
    }

    private Settlement Settlement => _settlement ?? throw new InvalidOperationException("Made for tests: every member that is used has to be overridden.");

    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        Settlement.Complete(message, cancellationToken);

    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        Settlement.Abandon(message, propertiesToModify, cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = null,
        string? deadLetterReason = null,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default) =>
        Settlement.DeadLetter(message, propertiesToModify, deadLetterReason, deadLetterErrorDescription, cancellationToken);

    public virtual Task DeferMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        Settlement.Defer(message, propertiesToModify, cancellationToken);

    public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        Settlement.RenewLock(message, cancellationToken);
}
