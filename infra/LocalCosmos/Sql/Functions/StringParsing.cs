using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>From strings to other values and back. Text that is not JSON of the wanted kind is undefined, not an error.</summary>
internal static partial class StringParsing
{
    public static readonly Function[] All =
    [
        Function.Of("StringJoin", Join),
        Function.Of("StringSplit", Split),
        Function.Of("StringToArray", text => ToContainer(text, '[')),
        Function.Of("StringToBoolean", text => Trimmed(text) switch
        {
            "true" => Value.True,
            "false" => Value.False,
            _ => Value.Undefined,
        }),
        Function.Of("StringToNull", text => Trimmed(text) == "null" ? Value.Null : Value.Undefined),
        Function.Of("StringToNumber", ToNumber),
        Function.Of("StringToObject", text => ToContainer(text, '{')),
        Function.Of("ToString", value => value.Kind switch
        {
            ValueKind.Undefined or ValueKind.String => value,
            _ => Value.Of(ValueText.Of(value)),
        }),
    ];

    private static Value Join(Value items, Value separator)
    {
        if (items.Kind != ValueKind.Array || separator.Kind != ValueKind.String) return Value.Undefined;
        var parts = new List<string>();
        foreach (var item in items.Elements())
        {
            if (item.Kind != ValueKind.String) return Value.Undefined;
            parts.Add(item.AsString);
        }

        return Value.Of(string.Join(separator.AsString, parts));
    }

    private static Value Split(Value text, Value separator)
    {
        if (text.Kind != ValueKind.String || separator.Kind != ValueKind.String) return Value.Undefined;
        var mark = separator.AsString;
        return mark.Length == 0 ? Value.Of([text]) : Value.Of(text.AsString.Split(mark).Select(Value.Of).ToArray());
    }

    private static Value ToNumber(Value value)
    {
        if (Trimmed(value) is not { } text || !Number().IsMatch(text)) return Value.Undefined;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)) return Value.OfInteger(integer);
        var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? Value.Of(number) : Value.Undefined;
    }

    private static Value ToContainer(Value value, char opening)
    {
        if (Trimmed(value) is not { Length: > 1 } text || text[0] != opening) return Value.Undefined;
        try
        {
            return Value.Parse(text);
        }
        catch (JsonException)
        {
            return Value.Undefined;
        }
    }

    // The white space of JSON.
    private static string? Trimmed(in Value value) =>
        value.Kind == ValueKind.String ? value.AsString.Trim([' ', '\t', '\r', '\n']) : null;

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
