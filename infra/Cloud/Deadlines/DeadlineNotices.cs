using Serverless.Kernel.Deadlines;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Telemetry;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Ids;

namespace Serverless.Cloud.Deadlines;

/// <summary>
/// Tells topics that a deadline is near or missed: ids and times, nothing else. At least once; <c>MessageId</c> follows from what is
/// told, so that the topic recognises for a while what is told again, and a listener for ever.
/// </summary>
internal sealed class DeadlineNotices(ServiceBusClient client, Instruments instruments) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ServiceBusSender> _senders = new(StringComparer.Ordinal);

    /// <exception cref="ServiceBusException">The topic does not take it now.</exception>
    public async Task SendAsync(string topic, Domain domain, RecordKey key, DeadlineStage stage, DateTimeOffset due, CancellationToken cancellation)
    {
        var sender = _senders.GetOrAdd(topic, client.CreateSender);
        await sender.SendMessageAsync(Message(domain, key, stage, due), cancellation);
        instruments.Sent(topic, 1);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sender in _senders.Values) await sender.DisposeAsync();
    }

    private static ServiceBusMessage Message(Domain domain, RecordKey key, DeadlineStage stage, DateTimeOffset due)
    {
        var subject = stage == DeadlineStage.Missed ? "deadline-missed" : "deadline-near";
        var body = new JsonObject
        {
            ["tenantId"] = key.TenantId,
            ["subjectId"] = key.SubjectId,
            ["recordType"] = domain.RecordType,
            ["recordId"] = key.RecordId,
            ["dueBy"] = RecordDocuments.Time(due),
        };
        return new ServiceBusMessage(body.ToJsonString())
        {
            MessageId = Uuid.Derived("deadline", key.TenantId, key.RecordId.ToString(), subject, due.UtcTicks.ToString(CultureInfo.InvariantCulture)).ToString(),
            SessionId = key.RecordId.ToString(),
            Subject = subject,
            ContentType = "application/json",
            ApplicationProperties = { ["tenantId"] = key.TenantId, ["recordType"] = domain.RecordType },
        };
    }
}
