using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Serverless.Kernel.Declarations;

/// <summary>How records and events are written as JSON: one way, everywhere.</summary>
public static class DocumentJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    public static JsonObject Write<T>(T value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        // By its own type: an event is declared as its base.
        return JsonSerializer.SerializeToNode(value, value.GetType(), Options)!.AsObject();
    }

    /// <summary>A moment as documents spell it.</summary>
    public static JsonNode Time(DateTimeOffset at) => JsonSerializer.SerializeToNode(at, Options)!;

    /// <exception cref="JsonException">The document does not hold a <typeparamref name="T"/>.</exception>
    public static T Read<T>(JsonObject document)
        where T : class => document.Deserialize<T>(Options)!;

    /// <summary>Both are written the same way. Records that hold lists are not equal otherwise.</summary>
    public static bool AreSame<T>(T? one, T? other)
        where T : class =>
        JsonNode.DeepEquals(one is null ? null : Write(one), other is null ? null : Write(other));

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            IgnoreReadOnlyProperties = true,
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
                new DecimalText(),
                new UtcTime(),
            },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>A JSON number would pass through a double somewhere, and money must not.</summary>
    private sealed class DecimalText : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            decimal.TryParse(reader.GetString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new JsonException("Not a decimal number in a text.");

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>One spelling of a moment: texts of times then sort and compare as the times do.</summary>
    private sealed class UtcTime : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.GetString();
            // A time without an offset means another moment on every machine.
            var hasOffset = text is { Length: > 19 } && (text[^1] is 'Z' or 'z' || text.AsSpan(19).IndexOfAny('+', '-') >= 0);
            return hasOffset && reader.TryGetDateTimeOffset(out var value)
                ? value.ToUniversalTime()
                : throw new JsonException("Not a time with offset.");
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
    }
}
