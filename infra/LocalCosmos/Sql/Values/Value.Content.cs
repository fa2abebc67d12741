using System.Text.Json;

namespace Serverless.LocalCosmos.Sql.Values;

internal readonly partial struct Value
{
    /// <summary>Elements of an array, properties of an object, 0 for anything else.</summary>
    public int Length => _kind switch
    {
        ValueKind.Array => IsView ? _element.GetArrayLength() : Items.Count,
        ValueKind.Object => IsView ? _element.GetPropertyCount() : Members.Count,
        _ => 0,
    };

    /// <summary>Undefined when the index is out of range or this is no array.</summary>
    public Value this[int index]
    {
        get
        {
            if (_kind != ValueKind.Array || (uint)index >= (uint)Length) return Undefined;
            return IsView ? Of(_element[index]) : Items[index];
        }
    }

    /// <summary>Undefined when the property is absent or this is no object.</summary>
    public Value this[string name]
    {
        get
        {
            if (_kind != ValueKind.Object) return Undefined;
            if (IsView) return _element.TryGetProperty(name, out var found) ? Of(found) : Undefined;
            foreach (var (key, value) in Members)
            {
                if (key == name) return value;
            }

            return Undefined;
        }
    }

    public IEnumerable<Value> Elements()
    {
        if (_kind != ValueKind.Array) yield break;
        if (!IsView)
        {
            foreach (var item in Items) yield return item;
            yield break;
        }

        foreach (var item in _element.EnumerateArray()) yield return Of(item);
    }

    public IEnumerable<KeyValuePair<string, Value>> Properties()
    {
        if (_kind != ValueKind.Object) yield break;
        if (!IsView)
        {
            foreach (var member in Members) yield return member;
            yield break;
        }

        foreach (var property in _element.EnumerateObject()) yield return new(property.Name, Of(property.Value));
    }

    /// <summary>Writes the value; undefined members are left out, and writing undefined itself is the caller's mistake.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
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
            case ValueKind.Number when _element.ValueKind == JsonValueKind.Undefined:
                WriteNumber(writer, _number);
                break;
            case ValueKind.String when !IsView:
                writer.WriteStringValue((string)_built!);
                break;
            case ValueKind.Array when !IsView:
                writer.WriteStartArray();
                foreach (var item in Items)
                {
                    if (!item.IsUndefined) item.WriteTo(writer);
                }

                writer.WriteEndArray();
                break;
            case ValueKind.Object when !IsView:
                writer.WriteStartObject();
                foreach (var (name, value) in Members)
                {
                    if (value.IsUndefined) continue;
                    writer.WritePropertyName(name);
                    value.WriteTo(writer);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteRawValue(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(_element), skipInputValidation: true);
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        const double largestExactInteger = 9007199254740992;
        if (!double.IsFinite(number)) writer.WriteStringValue(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        else if (Math.Abs(number) <= largestExactInteger && Math.Truncate(number) == number) writer.WriteNumberValue((long)number);
        else writer.WriteNumberValue(number);
    }
}
