namespace Serverless.LocalRuntime.ServiceBus.Messages;

/// <summary>A message as its sender made it.</summary>
internal sealed record Content(MessageView View, ReadOnlyMemory<byte> Body)
{
    public const string DeadLetterReason = "DeadLetterReason";
    public const string DeadLetterErrorDescription = "DeadLetterErrorDescription";

    /// <summary>What the service allows a message, and a batch, to take.</summary>
    public const long MaxBytes = 256 * 1024;

    public Content With(IEnumerable<KeyValuePair<string, object?>>? changes)
    {
        if (changes is null) return this;
        var properties = new Dictionary<string, object?>(View.Properties, StringComparer.Ordinal);
        foreach (var (key, value) in changes) properties[key] = value;
        return this with { View = View with { Properties = properties } };
    }

    public Content DeadLettered(string? reason, string? description)
    {
        List<KeyValuePair<string, object?>> changes = [];
        if (reason is not null) changes.Add(new(DeadLetterReason, reason));
        if (description is not null) changes.Add(new(DeadLetterErrorDescription, description));
        return With(changes);
    }
}
