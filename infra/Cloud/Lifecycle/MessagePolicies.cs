using System.Text.Json.Nodes;
using System.Xml;
using Serverless.Cloud.Messaging;
using Serverless.Cloud.Subjects;

namespace Serverless.Cloud.Lifecycle;

/// <summary>How long messages wait, as the file says it from which queues and topics are deployed.</summary>
internal static class MessagePolicies
{
    private const string Time = "DefaultMessageTimeToLive";

    /// <param name="topology">The file.</param>
    public static IEnumerable<StorePolicy> Of(string topology, MessageOptions options)
    {
        var places = new List<StoredPlace>();
        foreach (var space in (JsonNode.Parse(topology)?["UserConfig"]?["Namespaces"]?.AsArray() ?? []).Select(one => one!))
        {
            foreach (var queue in All(space, "Queues")) yield return Noted(Of(queue, StoredPlaceKind.Queue, LifeOf(queue)));
            foreach (var topic in All(space, "Topics")) yield return Noted(Of(topic, StoredPlaceKind.Topic, LongestOf(topic)));
        }

        yield return new StorePolicy("messages-given-up", places)
        {
            Holds = "messages that nobody could take, or took in their time, in the dead-letter queues",
            Life = options.GivenUpLife,
            When = "they were sent",
            EndedBy = "the timer ExpireGivenUpMessages",
            Setting = $"{MessageOptions.Section}__{nameof(MessageOptions.GivenUpLife)}",
            Reason = "So long can be looked at what went wrong",
        };

        StorePolicy Noted(StorePolicy policy)
        {
            places.AddRange(policy.Covers);
            return policy;
        }
    }

    private static StorePolicy Of(JsonNode entity, StoredPlaceKind kind, TimeSpan? life)
    {
        var name = (string)entity["Name"]!;
        return new StorePolicy($"messages-{name}", new StoredPlace(kind, name))
        {
            Holds = "messages until they are taken",
            Life = life,
            When = life is null ? "until they are taken, or the longest time is over that the deployment lets them wait (serviceBusLifetimeDays)" : "they were sent",
            EndedBy = "whoever takes them, and else their time to live",
            Reason = "Nothing is kept there for its own sake",
        };
    }

    /// <summary>A message is in each subscription for itself, and nowhere for longer than the topic says.</summary>
    private static TimeSpan? LongestOf(JsonNode topic)
    {
        var lives = All(topic, "Subscriptions").Select(LifeOf).ToList();
        var longest = lives.Count == 0 || lives.Contains(null) ? null : lives.Max();
        return LifeOf(topic) is { } own && (longest is null || own < longest) ? own : longest;
    }

    private static TimeSpan? LifeOf(JsonNode entity) => (string?)entity["Properties"]?[Time] is { } text ? XmlConvert.ToTimeSpan(text) : null;

    private static IEnumerable<JsonNode> All(JsonNode of, string list) => (of[list]?.AsArray() ?? []).Select(one => one!);
}
