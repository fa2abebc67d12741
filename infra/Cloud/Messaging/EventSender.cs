using System.Diagnostics;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Serverless.Cloud.Telemetry;

namespace Serverless.Cloud.Messaging;

/// <summary>
/// Sends stored events to the topic <c>events</c>, for whoever listens outside: one session for each record, in the order of its
/// events. At least once: <c>MessageId</c> is the event's id, by which the topic recognises what is sent again for a while, and a
/// listener for ever.
/// </summary>
public sealed class EventSender(ServiceBusClient client, Instruments instruments) : IAsyncDisposable
{
    public const string Topic = "events";

    private readonly ServiceBusSender _sender = client.CreateSender(Topic);

    /// <summary>When it fails, the same events can be given again.</summary>
    /// <exception cref="ServiceBusException">The topic does not take them now.</exception>
    public async Task SendAsync(IEnumerable<JsonObject> events, CancellationToken cancellation)
    {
        // Order means something within a record only; events of one version come in one transaction, in any order.
        var messages = new Queue<JsonObject>(events.OrderBy(fact => (long?)fact["version"]).ThenBy(fact => (int?)fact["index"]));
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

    public ValueTask DisposeAsync() => _sender.DisposeAsync();
}
