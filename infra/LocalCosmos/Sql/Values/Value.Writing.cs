using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Serverless.LocalCosmos.Sql.Values;

internal readonly partial struct Value
{
    /// <summary>Writes the value; undefined members are left out, and writing undefined itself is the caller's mistake.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        if (_isView)
        {
            writer.WriteRawValue(Text.AsSpan(_start, JsonText.End(Text, _start) - _start), skipInputValidation: true);
            return;
        }

        switch (_kind)
        {
            case ValueKind.Undefined:
                throw new InvalidOperationException("Undefined has no JSON text.");
            case ValueKind.Null:
                writer.WriteNullValue();
                break;
            case ValueKind.Boolean:
                writer.WriteBooleanValue(_number != 0);
                break;
            case ValueKind.Number when double.IsFinite(_number):
                writer.WriteRawValue(NumberText.Of(_number), skipInputValidation: true);
                break;
            case ValueKind.Number:
                // JSON has no such number; the service writes the name as a string.
                writer.WriteStringValue(NumberText.Of(_number));
                break;
            case ValueKind.String:
                writer.WriteStringValue((string)_content!);
                break;
            case ValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in Items)
                {
                    if (!item.IsUndefined) item.WriteTo(writer);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStartObject();
                foreach (var (name, value) in Members)
                {
                    if (value.IsUndefined) continue;
                    writer.WritePropertyName(name);
                    value.WriteTo(writer);
                }

                writer.WriteEndObject();
                break;
        }
    }

    /// <summary>The JSON text, or "undefined".</summary>
    public override string ToString()
    {
        if (IsUndefined) return "undefined";
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
