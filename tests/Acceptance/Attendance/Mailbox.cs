using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Contracts.Running;
using Serverless.LocalRuntime.ServiceBus.Engine;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.Acceptance.Attendance;

/// <summary>The app's queues while the app is not there: what is sent waits for it, and what it has put aside can be looked at.</summary>
internal sealed class Mailbox : IAsyncDisposable
{
    private const string Queue = "attendance-imports";
    private const string Host = "mailbox";


    private readonly Broker _broker;
    private readonly IDisposable _served;
    private readonly ServiceBusClient _client;

    private Mailbox(Broker broker)
    {
        _broker = broker;
        _served = Brokers.Serve(Host, broker);
        _client = new ServiceBusClient($"Endpoint=sb://{Host};SharedAccessKeyName=name;SharedAccessKey=key;UseDevelopmentEmulator=true;");
    }

    /// <param name="folder">Of the app, which must not run.</param>
    public static async Task<Mailbox> OpenAsync(string folder) => new(await Broker.OpenAsync(
        Path.Combine(folder, ".local", "servicebus"), TopologyFile.Read(Path.Combine(folder, TopologyFile.UsualName)), TimeProvider.System, NullLoggerFactory.Instance));

    public async Task SendAsync(string messageId, string contentType, string body)
    {
        await using var sender = _client.CreateSender(Queue);
        await sender.SendMessageAsync(new ServiceBusMessage(body) { MessageId = messageId, ApplicationProperties = { ["tenantId"] = "acme", ["contentType"] = contentType } });
    }

    /// <returns>Ids of messages that were put aside, and why.</returns>
    public async Task<IReadOnlyList<(string MessageId, string Reason)>> PutAsideAsync(int count)
    {
        await using var receiver = _client.CreateReceiver(Queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var found = new List<(string MessageId, string Reason)>();
        while (found.Count < count && await receiver.ReceiveMessageAsync(Deadline.Patience) is { } message) found.Add((message.MessageId, message.DeadLetterReason));
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _served.Dispose();
        await _broker.DisposeAsync();
    }
}
