using System.Text.Json;
using Azure.Messaging.ServiceBus;

namespace Serverless.Cloud.Messaging;

/// <summary>Something that others are told about a subject, in ids, codes and times.</summary>
/// <param name="Id">The same for a repetition, by which the topic drops it for a while, and a listener for ever.</param>
/// <param name="Subject">What it is: lower case with hyphens.</param>
/// <param name="Details">Each is a property of the message as well, to be filtered by.</param>
public sealed record Notice(Guid Id, string Subject, string TenantId, IReadOnlyDictionary<string, string> Details);

/// <summary>Sends notices to the topic <c>privacy</c>, at least once.</summary>
public sealed class Notices(ServiceBusClient client) : IAsyncDisposable
{
    public const string Topic = "privacy";

    private readonly ServiceBusSender _sender = client.CreateSender(Topic);

    /// <exception cref="ServiceBusException">The topic does not take them now: send them again.</exception>
    public async Task SendAsync(IReadOnlyList<Notice> notices, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(notices);
        foreach (var notice in notices) await _sender.SendMessageAsync(MessageOf(notice), cancellation);
    }

    public ValueTask DisposeAsync() => _sender.DisposeAsync();

    internal static ServiceBusMessage MessageOf(Notice notice)
    {
        var content = new Dictionary<string, string>(notice.Details, StringComparer.Ordinal) { ["tenantId"] = notice.TenantId };
        var message = new ServiceBusMessage(new BinaryData(JsonSerializer.SerializeToUtf8Bytes(content)))
        {
            MessageId = notice.Id.ToString(),
            Subject = notice.Subject,
            ContentType = "application/json",
        };
        foreach (var (name, value) in content) message.ApplicationProperties[name] = value;
        return message;
    }
}
