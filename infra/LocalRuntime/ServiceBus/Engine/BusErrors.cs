using Azure.Messaging.ServiceBus;

namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>What the broker refuses, with the reason that the service gives for it.</summary>
internal static class BusErrors
{
    public static ServiceBusException NoSuchEntity(string path) =>
        new($"The messaging entity '{path}' could not be found.", ServiceBusFailureReason.MessagingEntityNotFound, path);

    public static ServiceBusException NoBroker(string host) =>
        new($"No Service Bus is served at '{host}'.", ServiceBusFailureReason.ServiceCommunicationProblem);

    public static ServiceBusException Closed() =>
        new("The Service Bus has been stopped.", ServiceBusFailureReason.ServiceCommunicationProblem);

    public static ServiceBusException NotStored(IOException failure) =>
        new(isTransient: true, "What was asked for could not be stored.", innerException: failure);

    public static ServiceBusException MessageLockLost(string path) => new(
        "The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue, or was received by a different receiver instance.",
        ServiceBusFailureReason.MessageLockLost,
        path);

    public static ServiceBusException SessionLockLost(string path) =>
        new("The session lock was lost. Request a new session receiver.", ServiceBusFailureReason.SessionLockLost, path);

    public static ServiceBusException SessionCannotBeLocked(string path, string session) => new(
        $"The requested session '{session}' cannot be accepted. It may be locked by another receiver.",
        ServiceBusFailureReason.SessionCannotBeLocked,
        path);

    public static ServiceBusException MessageNotFound(string path) =>
        new("Failed to lock one or more specified messages. The message does not exist.", ServiceBusFailureReason.MessageNotFound, path);

    public static ServiceBusException MessageSizeExceeded(string path, long bytes, long limit) => new(
        $"The message or batch (size: {bytes} bytes) exceeds the limit of {limit} bytes.",
        ServiceBusFailureReason.MessageSizeExceeded,
        path);

    public static ServiceBusException NoSessionInTime(string path) =>
        new("No session with messages became available in time.", ServiceBusFailureReason.ServiceTimeout, path);

    public static InvalidOperationException SessionRequired(string path) =>
        new($"The SessionId was not set on a message, and it cannot be sent to '{path}', which requires sessions.");

    public static InvalidOperationException SessionReceiverRequired(string path) =>
        new($"It is not possible for an entity that requires sessions to create a non-sessionful message receiver. Entity: '{path}'.");

    public static InvalidOperationException SessionsNotEnabled(string path) =>
        new($"A sessionful message receiver cannot be created on an entity that does not require sessions. Entity: '{path}'.");

    public static InvalidOperationException Forwarding(string path) =>
        new($"Messages cannot be received from '{path}': it forwards them to another entity.");
}
