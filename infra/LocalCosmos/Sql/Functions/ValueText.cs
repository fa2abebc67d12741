using System.Globalization;
using System.Text;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>
/// The text that ToString gives. It is compact whatever the text of the document is like, and escapes no more than JSON
/// demands, as here the escapes would be characters of the result.
/// </summary>
internal static class ValueText
{
    public static string Of(in Value value)
    {
        if (value.Kind == ValueKind.Number) return Number(value);
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    // Whole numbers that a double holds only roughly are written exactly when they were read as integers.
    private static string Number(in Value value) => value.TryGetInteger(out var integer)
        ? integer.ToString(CultureInfo.InvariantCulture)
        : ServiceNumber.Of(value.AsNumber);

    private static void Append(StringBuilder text, in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null:
                text.Append("null");
                break;
            case ValueKind.Boolean:
                text.Append(value.AsBoolean ? "true" : "false");
                break;
            case ValueKind.Number:
                text.Append(Number(value));
                break;
            case ValueKind.String:
                AppendString(text, value.AsString);
                break;
            case ValueKind.Array:
                text.Append('[');
                foreach (var item in value.Elements()) AppendMember(text, null, item);
                text.Append(']');
                break;
            default:
                text.Append('{');
                foreach (var (name, member) in value.Properties()) AppendMember(text, name, member);
                text.Append('}');
                break;
        }
    }

    private static void AppendMember(StringBuilder text, string? name, in Value member)
    {
        if (member.IsUndefined) return;
        if (text[^1] is not ('[' or '{')) text.Append(',');
        if (name is not null)
        {
            AppendString(text, name);
            text.Append(':');
        }

        Append(text, member);
    }

    private static void AppendString(StringBuilder text, string content)
    {
        text.Append('"');
        foreach (var character in content)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }
}
