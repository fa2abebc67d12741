using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Serverless.Cloud.Telemetry;

namespace Serverless.Cloud.Messaging;

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
