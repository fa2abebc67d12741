using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Serverless.LocalRuntime.ServiceBus.Filters.Evaluation;

/// <summary>A property by its name, as a value or as what an action changes.</summary>
internal abstract record PropertyReference : Expression
{
    public virtual bool IsReadOnly => false;

    public abstract bool Exists(MessageView message);

    public abstract MessageView Set(MessageView message, object? value);

    public abstract MessageView Remove(MessageView message);
}

internal sealed record UserProperty(string Name) : PropertyReference
{
    public override object? Evaluate(MessageView message) => message.Value(Name);

    public override bool Exists(MessageView message) => message.Key(Name) is not null;

    /// <summary>The property keeps its type where the value has a counterpart in it.</summary>
    public override MessageView Set(MessageView message, object? value)
    {
        if (value is not null && message.Key(Name) is { } key && message.Properties[key] is { } existing)
            value = Values.ConvertTo(value, existing.GetType()) ?? value;
        var properties = new Dictionary<string, object?>(message.Properties, StringComparer.Ordinal) { [message.Key(Name) ?? Name] = value };
        return message with { Properties = properties };
    }

    public override MessageView Remove(MessageView message) => message.Key(Name) is { } key
        ? message with { Properties = message.Properties.Where(property => property.Key != key).ToDictionary(StringComparer.Ordinal) }
        : message;

    public override string ToString() => $"user.{Name}";
}

internal static class UserProperties
{
    /// <summary>The name under which a property is set: names are told apart by their letters, not their case.</summary>
    public static string? Key(this MessageView message, string name) => message.Properties.ContainsKey(name)
        ? name
        : message.Properties.Keys.FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>As expressions work with it; null when there is none.</summary>
    public static object? Value(this MessageView message, string name) => message.Key(name) is { } key ? Values.Of(message.Properties[key]) : null;
}

/// <summary>One of the properties that every message has, under its names of today and of before.</summary>
internal sealed record SystemProperty : PropertyReference
{
    private static readonly Dictionary<string, SystemProperty> All = new(StringComparer.OrdinalIgnoreCase)
    {
        ["MessageId"] = Text("MessageId", m => m.MessageId, (m, value) => m with { MessageId = value }),
        ["CorrelationId"] = Text("CorrelationId", m => m.CorrelationId, (m, value) => m with { CorrelationId = value }),
        ["Subject"] = Text("Subject", m => m.Subject, (m, value) => m with { Subject = value }),
        ["Label"] = Text("Label", m => m.Subject, (m, value) => m with { Subject = value }),
        ["To"] = Text("To", m => m.To, (m, value) => m with { To = value }),
        ["ReplyTo"] = Text("ReplyTo", m => m.ReplyTo, (m, value) => m with { ReplyTo = value }),
        ["ReplyToSessionId"] = Text("ReplyToSessionId", m => m.ReplyToSessionId, (m, value) => m with { ReplyToSessionId = value }),
        ["SessionId"] = Text("SessionId", m => m.SessionId, (m, value) => m with { SessionId = value }),
        ["PartitionKey"] = Text("PartitionKey", m => m.PartitionKey, (m, value) => m with { PartitionKey = value }),
        ["TransactionPartitionKey"] = Text("TransactionPartitionKey", m => m.TransactionPartitionKey, (m, value) => m with { TransactionPartitionKey = value }),
        ["ViaPartitionKey"] = Text("ViaPartitionKey", m => m.TransactionPartitionKey, (m, value) => m with { TransactionPartitionKey = value }),
        ["ContentType"] = Text("ContentType", m => m.ContentType, (m, value) => m with { ContentType = value }),
        ["TimeToLive"] = new("TimeToLive", typeof(TimeSpan), m => m.TimeToLive, (m, value) => m with { TimeToLive = (TimeSpan?)value }),
        ["ScheduledEnqueueTime"] = Scheduled("ScheduledEnqueueTime"),
        ["ScheduledEnqueueTimeUtc"] = Scheduled("ScheduledEnqueueTimeUtc"),
        ["EnqueuedTime"] = new("EnqueuedTime", typeof(DateTimeOffset), m => m.EnqueuedTime, null),
        ["EnqueuedTimeUtc"] = new("EnqueuedTimeUtc", typeof(DateTimeOffset), m => m.EnqueuedTime, null),
        ["ExpiresAt"] = new("ExpiresAt", typeof(DateTimeOffset), Expiry, null),
        ["ExpiresAtUtc"] = new("ExpiresAtUtc", typeof(DateTimeOffset), Expiry, null),
    };

    private readonly string _name;
    private readonly Type _type;
    private readonly Func<MessageView, object?> _get;
    private readonly Func<MessageView, object?, MessageView>? _set;

    private SystemProperty(string name, Type type, Func<MessageView, object?> get, Func<MessageView, object?, MessageView>? set)
    {
        _name = name;
        _type = type;
        _get = get;
        _set = set;
    }

    public override bool IsReadOnly => _set is null;

    public static SystemProperty? Find(string name) => All.GetValueOrDefault(name);

    public override object? Evaluate(MessageView message) => _get(message);

    public override bool Exists(MessageView message) => _get(message) is not null;

    /// <summary>A value that does not fit the property leaves it as it is.</summary>
    public override MessageView Set(MessageView message, object? value)
    {
        if (value is null)
            return Remove(message);
        return Values.ConvertTo(value, _type) is { } fitting ? _set!(message, fitting) : message;
    }

    public override MessageView Remove(MessageView message) => _set!(message, null);

    public override string ToString() => $"sys.{_name}";

    private static SystemProperty Text(string name, Func<MessageView, string?> get, Func<MessageView, string?, MessageView> set) =>
        new(name, typeof(string), get, (message, value) => set(message, (string?)value));

    private static SystemProperty Scheduled(string name) => new(
        name, typeof(DateTimeOffset), m => m.ScheduledEnqueueTime, (m, value) => m with { ScheduledEnqueueTime = (DateTimeOffset?)value });

    private static object? Expiry(MessageView message) => Arithmetic.Apply(message.EnqueuedTime, '+', message.TimeToLive);
}
