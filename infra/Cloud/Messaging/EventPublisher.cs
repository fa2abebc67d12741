using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Telemetry;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;

namespace Serverless.Cloud.Messaging;

/// <summary>
/// Sends stored events to the topic <c>events</c>, for whoever listens outside: one session for each record, in the order of its
/// events. At least once: <c>MessageId</c> is the event's id, by which the topic recognises what is sent again for a while, and a
/// listener for ever.
/// </summary>
public sealed class EventPublisher(ServiceBusClient client, Instruments instruments) : IAsyncDisposable
{
    public const string Topic = "events";

    private readonly ServiceBusSender _sender = client.CreateSender(Topic);

    /// <summary>All of the changes that are events of these domains. When it fails, the same changes can be given again.</summary>
    /// <exception cref="ServiceBusException">The topic does not take them now.</exception>
    public async Task PublishAsync(IReadOnlyList<JsonObject> changes, IReadOnlyList<Domain> domains, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changes);
        // Order means something within a record only; events of one version come in one transaction, in any order.
        var messages = new Queue<JsonObject>(changes
            .Where(change => domains.Any(domain => EventDocuments.IsEvent(domain, change)) && !IsAnonymised(change))
            .OrderBy(change => (long?)change["version"]).ThenBy(change => (int?)change["index"]));
        using var span = messages.Count == 0 ? null : Traces.FollowAll($"send {Topic}", ActivityKind.Producer, messages.Select(Traces.OriginOf));
        while (messages.Count > 0)
        {
            using var batch = await _sender.CreateMessageBatchAsync(cancellation);
            while (messages.TryPeek(out var next) && batch.TryAddMessage(IntegrationEvent.Of(next))) messages.Dequeue();
            // A single one that has no room travels without its content; the listener reads that where it is stored.
            if (batch.Count == 0) await _sender.SendMessageAsync(IntegrationEvent.WithoutContent(messages.Dequeue()), cancellation);
            else await _sender.SendMessagesAsync(batch, cancellation);
            instruments.Sent(Topic, Math.Max(1, batch.Count));
        }
    }

    /// <summary>It was sent when it happened to somebody.</summary>
    private static bool IsAnonymised(JsonObject change) => (bool?)change[EventDocument.AnonymisedField] == true;

    public ValueTask DisposeAsync() => _sender.DisposeAsync();
}

/// <summary>An event as a message: the stored document as it is, what is personal in it sealed.</summary>
internal static class IntegrationEvent
{
    public static ServiceBusMessage Of(JsonObject document) => Message(document, new BinaryData(JsonSerializer.SerializeToUtf8Bytes(document)), isWhole: true);

    public static ServiceBusMessage WithoutContent(JsonObject document) => Message(document, new BinaryData(Array.Empty<byte>()), isWhole: false);

    private static ServiceBusMessage Message(JsonObject document, BinaryData body, bool isWhole)
    {
        var message = Untraced(document, body, isWhole);
        if (Traces.OriginOf(document) is not { } origin) return message;
        // The one is what Azure's clients go on with, the other what everybody else does.
        message.ApplicationProperties["Diagnostic-Id"] = origin;
        message.ApplicationProperties["traceparent"] = origin;
        return message;
    }

    private static ServiceBusMessage Untraced(JsonObject document, BinaryData body, bool isWhole) => new(body)
    {
        MessageId = (string)document["id"]!,
        SessionId = (string)document["recordId"]!,
        Subject = (string)document["kind"]!,
        ContentType = "application/json",
        ApplicationProperties =
        {
            ["tenantId"] = (string)document["tenantId"]!,
            ["subjectId"] = (string)document["subjectId"]!,
            ["recordType"] = (string)document["recordType"]!,
            ["version"] = (long)document["version"]!,
            ["whole"] = isWhole,
        },
    };
}
