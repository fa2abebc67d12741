using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Cloud.Signing;

/// <summary>
/// One text for one meaning (RFC 8785): names in the order of their UTF-16 units, no blanks, nothing escaped that need not be.
/// Numbers are whole ones, which every reader takes for the same.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The largest whole number that every reader holds exactly.</summary>
    private const long Exact = (1L << 53) - 1;

    /// <exception cref="ArgumentException">A number is no whole one, or too large; or a text is no valid UTF-16.</exception>
    public static byte[] Write(JsonNode document)
    {
        var text = new StringBuilder();
        Append(text, document);
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetBytes(text.ToString());
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException("A text is no valid UTF-16.", nameof(document), e);
        }
    }

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                Append(text, '{', members.OrderBy(member => member.Key, StringComparer.Ordinal), '}', member =>
                {
                    AppendText(text, member.Key);
                    text.Append(':');
                    Append(text, member.Value);
                });
                break;
            case JsonArray items:
                Append(text, '[', items, ']', item => Append(text, item));
                break;
            default:
                AppendValue(text, node);
                break;
        }
    }

    private static void Append<T>(StringBuilder text, char open, IEnumerable<T> parts, char close, Action<T> append)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var part in parts)
        {
            if (!isFirst) text.Append(',');
            isFirst = false;
            append(part);
        }

        text.Append(close);
    }

    private static void AppendValue(StringBuilder text, JsonNode value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            case JsonValueKind.String:
                AppendText(text, value.GetValue<string>());
                break;
            default:
                text.Append(Whole(value.ToJsonString()).ToString(CultureInfo.InvariantCulture));
                break;
        }
    }

    private static long Whole(string number) =>
        long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole is >= -Exact and <= Exact
            ? whole
            : throw new ArgumentException("A number is no whole one, or too large for one.", nameof(number));

    private static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var unit in value)
        {
            _ = unit switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
                _ => text.Append(unit),
            };
        }

        text.Append('"');
    }
}
