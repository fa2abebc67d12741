using System.Text;
using System.Text.Json;
using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Protocol;

/// <summary>A partition key as requests write it: a JSON array, one element per path, <c>{}</c> for a missing property.</summary>
internal static class PartitionKeyHeader
{
    private const int StackLimit = 512;

    /// <exception cref="RequestException">The text is no such array.</exception>
    public static IReadOnlyList<Value> Parse(string text)
    {
        var bound = Encoding.UTF8.GetMaxByteCount(text.Length);
        var buffer = bound <= StackLimit ? stackalloc byte[StackLimit] : new byte[bound];
        return Parse(buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
    }

    /// <exception cref="RequestException">The text is no such array.</exception>
    public static IReadOnlyList<Value> Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Read(utf8);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException)
        {
            // The reader reports a lone surrogate in a string as an invalid operation.
            throw Malformed();
        }
    }

    private static List<Value> Read(ReadOnlySpan<byte> utf8)
    {
        var components = new List<Value>(2);
        var reader = new Utf8JsonReader(utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) throw Malformed();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) components.Add(Component(ref reader));
        if (reader.Read() || components.Count == 0) throw Malformed();
        return components;
    }

    private static Value Component(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return Value.Of(reader.GetString()!);
            case JsonTokenType.Number:
                return Value.Of(reader.GetDouble());
            case JsonTokenType.True:
                return Value.True;
            case JsonTokenType.False:
                return Value.False;
            case JsonTokenType.Null:
                return Value.Null;
            case JsonTokenType.StartObject when reader.Read() && reader.TokenType == JsonTokenType.EndObject:
                return Value.Undefined;
            default:
                throw Malformed();
        }
    }

    private static RequestException Malformed() => RequestErrors.BadRequest(
        "The partition key is not valid: it must be a JSON array of strings, numbers, Booleans, nulls or {}.");
}
