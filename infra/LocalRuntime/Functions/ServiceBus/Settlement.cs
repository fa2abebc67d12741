using Azure.Messaging.ServiceBus;

namespace Serverless.LocalRuntime.Functions.ServiceBus;

/// <summary>How the messages of one invocation are settled: through what has received them.</summary>
internal sealed record Settlement(
    Func<ServiceBusReceivedMessage, CancellationToken, Task> Complete,
    Func<ServiceBusReceivedMessage, IDictionary<string, object>?, CancellationToken, Task> Abandon,
    Func<ServiceBusReceivedMessage, IDictionary<string, object>?, string?, string?, CancellationToken, Task> DeadLetter,
    Func<ServiceBusReceivedMessage, IDictionary<string, object>?, CancellationToken, Task> Defer,
    Func<ServiceBusReceivedMessage, CancellationToken, Task> RenewLock)
{
    public static Settlement By(ServiceBusReceiver receiver) => new(
        receiver.CompleteMessageAsync, receiver.AbandonMessageAsync, receiver.DeadLetterMessageAsync, receiver.DeferMessageAsync, receiver.RenewMessageLockAsync);

    public static Settlement By(ProcessMessageEventArgs call) => new(
        call.CompleteMessageAsync, call.AbandonMessageAsync, call.DeadLetterMessageAsync, call.DeferMessageAsync, call.RenewMessageLockAsync);

    /// <summary>In a session it is the session that is locked, and not its messages.</summary>
    public static Settlement By(ProcessSessionMessageEventArgs call) => new(
        call.CompleteMessageAsync,
        call.AbandonMessageAsync,
        (message, properties, reason, description, cancellation) =>
            call.DeadLetterMessageAsync(message, properties?.ToDictionary(StringComparer.Ordinal), reason, description, cancellation),
        call.DeferMessageAsync,
        (_, cancellation) => call.RenewSessionLockAsync(cancellation));
}

/// <summary>The session that the messages of one invocation belong to.</summary>
internal sealed record SessionHold(
    Func<DateTimeOffset> LockedUntil,
    Func<CancellationToken, Task<BinaryData>> GetState,
    Func<BinaryData, CancellationToken, Task> SetState,
    Func<CancellationToken, Task> RenewLock,
    Action Release)
{
    /// <param name="release">What to do when the function is done with the session.</param>
    public static SessionHold By(ServiceBusSessionReceiver receiver, Action release) =>
        new(() => receiver.SessionLockedUntil, receiver.GetSessionStateAsync, receiver.SetSessionStateAsync, receiver.RenewSessionLockAsync, release);

    public static SessionHold By(ProcessSessionMessageEventArgs call) =>
        new(() => call.SessionLockedUntil, call.GetSessionStateAsync, call.SetSessionStateAsync, call.RenewSessionLockAsync, call.ReleaseSession);
}
