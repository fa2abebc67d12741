using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DurableTask.Client;

namespace Serverless.LocalRuntime.Functions.Durable.Http;

/// <summary>An instance as the management endpoints show it.</summary>
internal static class InstanceJson
{
    public static JsonObject Of(OrchestrationMetadata instance, bool showInput, JsonArray? history = null)
    {
        var json = new JsonObject
        {
            ["name"] = instance.Name,
            ["instanceId"] = instance.InstanceId,
            ["runtimeStatus"] = instance.RuntimeStatus.ToString(),
            ["input"] = showInput ? Payload(instance.SerializedInput) : null,
            ["customStatus"] = Payload(instance.SerializedCustomStatus),
            ["output"] = instance.FailureDetails is { } failure ? failure.ErrorMessage : Payload(instance.SerializedOutput),
            ["createdTime"] = Seconds(instance.CreatedAt),
            ["lastUpdatedTime"] = Seconds(instance.LastUpdatedAt),
        };
        if (history is not null)
            json["historyEvents"] = history;
        return json;
    }

    /// <summary>Stored payloads are JSON, except where an app's own converter makes something else of them.</summary>
    public static JsonNode? Payload(string? text)
    {
        if (text is null)
            return null;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    private static string Seconds(DateTimeOffset time) => time.UtcDateTime.ToString("s", CultureInfo.InvariantCulture) + "Z";
}
