using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Serverless.LocalRuntime.ServiceBus.Client;

/// <summary>The properties that a settlement changes.</summary>
internal static class Changes
{
    /// <returns>A copy, or null when there is nothing to change.</returns>
    /// <exception cref="System.Runtime.Serialization.SerializationException">A property has a type that none may have.</exception>
    public static IReadOnlyDictionary<string, object?>? Of(IDictionary<string, object>? properties)
    {
        if (properties is not { Count: > 0 }) return null;
        using var probe = new BinaryWriter(Stream.Null);
        foreach (var value in properties.Values) PropertyCodec.Write(probe, value);
        return new Dictionary<string, object?>(properties!, StringComparer.Ordinal);
    }
}
