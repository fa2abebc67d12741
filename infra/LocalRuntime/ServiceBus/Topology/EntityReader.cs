namespace Serverless.LocalRuntime.ServiceBus.Topology;

/// <summary>Reads queues, topics and subscriptions out of the declaration.</summary>
internal static class EntityReader
{
    private const int MostDeliveries = 2000;
    private const string DuplicateDetection = "RequiresDuplicateDetection";

    private static readonly JsonSection Nothing = JsonSection.Parse("", "{}");
    private static readonly TimeSpan ShortestLock = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestHistory = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan UsualHistory = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestHistory = TimeSpan.FromDays(7);

    private static readonly string[] Receiving =
    [
        nameof(ReceivingSettings.DeadLetteringOnMessageExpiration), nameof(ReceivingSettings.DefaultMessageTimeToLive), nameof(ReceivingSettings.LockDuration),
        nameof(ReceivingSettings.MaxDeliveryCount), nameof(ReceivingSettings.ForwardDeadLetteredMessagesTo), nameof(ReceivingSettings.ForwardTo),
        nameof(ReceivingSettings.RequiresSession),
    ];

    private static readonly string[] Detecting =
        [DuplicateDetection, nameof(QueueSettings.DuplicateDetectionHistoryTimeWindow)];

    public static QueueSettings Queue(JsonSection section)
    {
        section.AllowOnly("Name", "Properties");
        var properties = Properties(section, [.. Receiving, .. Detecting]);
        return WithReceiving(properties, new QueueSettings(section.Text("Name"))
        {
            DuplicateDetectionHistoryTimeWindow = History(properties),
        });
    }

    public static TopicSettings Topic(JsonSection section, IReadOnlyList<JsonSection> subscriptions)
    {
        section.AllowOnly("Name", "Properties", "Subscriptions");
        var properties = Properties(section, [nameof(TopicSettings.DefaultMessageTimeToLive), .. Detecting]);
        return new(section.Text("Name"))
        {
            DefaultMessageTimeToLive = Life(properties),
            DuplicateDetectionHistoryTimeWindow = History(properties),
            Subscriptions = [.. subscriptions.Select(Subscription)],
        };
    }

    private static SubscriptionSettings Subscription(JsonSection section)
    {
        section.AllowOnly("Name", "Properties", "Rules");
        var description = WithReceiving(Properties(section, Receiving), new SubscriptionSettings(section.Text("Name")));
        var rules = section.Sections("Rules");
        return rules.Count == 0 ? description : description with { Rules = [.. rules.Select(RuleReader.Read)] };
    }

    private static T WithReceiving<T>(JsonSection properties, T entity)
        where T : ReceivingSettings
    {
        var described = entity with
        {
            LockDuration = properties.Duration(nameof(entity.LockDuration), ShortestLock, LongestLock, entity.LockDuration),
            MaxDeliveryCount = properties.Number(nameof(entity.MaxDeliveryCount), 1, MostDeliveries, entity.MaxDeliveryCount),
            DefaultMessageTimeToLive = Life(properties),
            DeadLetteringOnMessageExpiration = properties.Flag(nameof(entity.DeadLetteringOnMessageExpiration)),
            RequiresSession = properties.Flag(nameof(entity.RequiresSession)),
            ForwardTo = Forward(properties, nameof(entity.ForwardTo)),
            ForwardDeadLetteredMessagesTo = Forward(properties, nameof(entity.ForwardDeadLetteredMessagesTo)),
        };
        return described is { RequiresSession: true, ForwardTo: not null }
            ? throw properties.Problem(nameof(entity.ForwardTo), "is not possible for an entity with sessions.")
            : described;
    }

    /// <summary>An empty name is none: so does the emulator's own example write it.</summary>
    private static string? Forward(JsonSection properties, string name) => properties.OptionalText(name) is { Length: > 0 } target ? target : null;

    private static TimeSpan Life(JsonSection properties) => properties.Duration(
        nameof(ReceivingSettings.DefaultMessageTimeToLive), ShortestLife, TimeSpan.MaxValue, TimeSpan.MaxValue);

    /// <summary>The window is checked, and of no use, where no detection is asked for.</summary>
    private static TimeSpan? History(JsonSection properties)
    {
        var window = properties.Duration(nameof(QueueSettings.DuplicateDetectionHistoryTimeWindow), ShortestHistory, LongestHistory, UsualHistory);
        return properties.Flag(DuplicateDetection) ? window : null;
    }

    private static JsonSection Properties(JsonSection section, string[] known)
    {
        var properties = section.OptionalSection("Properties") ?? Nothing;
        properties.AllowOnly(known);
        return properties;
    }
}
