using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.LocalRuntime.ServiceBus.Engine;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.Acceptance.Privacy;

/// <summary>The messages about privacy, looked at while the app is not there, by those whom they are for.</summary>
internal sealed class PrivacyMailbox : IAsyncDisposable
{
    private const string Host = "privacy-mailbox";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Broker _broker;
    private readonly IDisposable _served;
    private readonly ServiceBusClient _client;

    private PrivacyMailbox(Broker broker)
    {
        _broker = broker;
        _served = Brokers.Serve(Host, broker);
        _client = new ServiceBusClient($"Endpoint=sb://{Host};SharedAccessKeyName=name;SharedAccessKey=key;UseDevelopmentEmulator=true;");
    }

    /// <param name="folder">Of the app, which must not run.</param>
    public static async Task<PrivacyMailbox> OpenAsync(string folder) => new(await Broker.OpenAsync(
        Path.Combine(folder, ".local", "servicebus"), TopologyFile.Read(Path.Combine(folder, TopologyFile.UsualName)), TimeProvider.System, NullLoggerFactory.Instance));

    /// <returns>All that wait at a subscription, the subject of each with what it says.</returns>
    public async Task<IReadOnlyList<(string Subject, JsonObject Body)>> TakeAsync(string subscription)
    {
        await using var receiver = _client.CreateReceiver("privacy", subscription, new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        var found = new List<(string Subject, JsonObject Body)>();
        while (await receiver.ReceiveMessageAsync(Patience) is { } message) found.Add((message.Subject, JsonNode.Parse(message.Body.ToString())!.AsObject()));
        return found;
    }

    public async Task AcknowledgeAsync(string tenant, string erasure, string recipient)
    {
        await using var sender = _client.CreateSender("privacy-acknowledgements");
        var body = new JsonObject { ["erasureId"] = erasure, ["recipient"] = recipient };
        await sender.SendMessageAsync(new ServiceBusMessage(body.ToJsonString()) { ApplicationProperties = { ["tenantId"] = tenant } });
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _served.Dispose();
        await _broker.DisposeAsync();
    }
}
