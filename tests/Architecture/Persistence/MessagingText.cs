using System.Text.Json.Nodes;
using System.Xml;
using static Serverless.Architecture.Persistence.Markdown;

namespace Serverless.Architecture.Persistence;

/// <summary>Queues, topics and change feeds: what is delivered in which order, and what side by side.</summary>
internal static class MessagingText
{
    public static IReadOnlyList<string> Entities { get; } = [.. All("Queues").Concat(All("Topics")).Select(entity => (string)entity["Name"]!)];

    public static IEnumerable<string> Lines() =>
    [
        "## Queues and topics",
        "",
        "Service Bus, as [servicebus.json](../servicebus.json) declares it.",
        "",
        .. Table(
            ["entity", "sent", "order and parallelism", "duplicates"],
            All("Queues").Concat(All("Topics")).Select(entity => new[]
            {
                Code((string)entity["Name"]!),
                Words.Entities[(string)entity["Name"]!].Sent,
                Words.Entities[(string)entity["Name"]!].Order,
                Duplicates(entity),
            })),
        .. Table(
            ["read from", "in sessions", "lock", "attempts before the dead-letter queue", "a message is kept", "by"],
            Readings().Select(reading => new[]
            {
                Code(reading.Path),
                Flag(reading.Settings, "RequiresSession") ? "yes: one reader a session at a time" : "no: in any order",
                Time(reading.Settings, "LockDuration", "1 min"),
                (string?)reading.Settings["Properties"]?["MaxDeliveryCount"]?.ToString() ?? "10",
                Time(reading.Settings, "DefaultMessageTimeToLive", "until they are read"),
                Codes(AsBuilt.Listeners.Where(listener => PathOf(listener.Trigger.QueueName, listener.Trigger.TopicName, listener.Trigger.SubscriptionName) == reading.Path).Select(listener => listener.Function)),
            })),
        "### Change feeds",
        "",
        "The events of one record come in order, at least once; physical partitions of a container are read side by side. A batch that fails is",
        "given again, for as long as it takes; an event that can never be taken in is parked in `deadletters`, with those after it in its record.",
        "",
        .. Table(
            ["function", "reads", "keeps its place under"],
            AsBuilt.Feeds.Select(feed => new[] { Code(feed.Function), Code(feed.Trigger.ContainerName), Code(feed.Trigger.LeaseContainerPrefix ?? "") })),
    ];

    private static IEnumerable<(string Path, JsonNode Settings)> Readings() =>
    [
        .. All("Queues").Select(queue => ((string)queue["Name"]!, queue)),
        .. from topic in All("Topics")
           from subscription in topic["Subscriptions"]!.AsArray()
           select (PathOf(queue: null, (string)topic["Name"]!, (string)subscription["Name"]!), subscription),
    ];

    private static string PathOf(string? queue, string? topic, string? subscription) => queue ?? $"{topic}/{subscription}";

    private static IEnumerable<JsonNode> All(string kind) => (AsBuilt.Namespace[kind]?.AsArray() ?? []).Select(entity => entity!);

    private static bool Flag(JsonNode entity, string name) => (bool?)entity["Properties"]?[name] == true;

    private static string Duplicates(JsonNode entity) =>
        Flag(entity, "RequiresDuplicateDetection") ? $"dropped for {Time(entity, "DuplicateDetectionHistoryTimeWindow", "10 min")}" : "delivered";

    private static string Time(JsonNode entity, string name, string otherwise) =>
        (string?)entity["Properties"]?[name] is { } text ? XmlConvert.ToTimeSpan(text) switch
        {
            { TotalDays: >= 1 } time => $"{time.TotalDays} d",
            { TotalMinutes: >= 1 } time => $"{time.TotalMinutes} min",
            var time => $"{time.TotalSeconds} s",
        } : otherwise;
}
