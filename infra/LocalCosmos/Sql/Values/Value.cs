using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Serverless.LocalCosmos.Sql.Values;

/// <summary>
/// A JSON value, or undefined, as the SQL engine sees it: either built by an expression, or a view on JSON text that is
/// read where it lies. A view costs no parsing: a property is found by scanning the text up to it, and what is passed on
/// keeps its text, so that 9007199254740993 and 1.0 come back as they were stored.
/// </summary>
internal readonly partial struct Value
{
    public static readonly Value Null = new(ValueKind.Null);
    public static readonly Value True = new(ValueKind.Boolean, 1);
    public static readonly Value False = new(ValueKind.Boolean);
    public static readonly Value EmptyArray = Of(Array.Empty<Value>());
    public static readonly Value EmptyString = Of("");

    /// <summary>2 to the power of 53: from here on a double stands for several integers.</summary>
    private const long FirstInexactInteger = 1L << 53;

    // More than any document holds, and little enough for the recursion over nested values.
    private static readonly JsonReaderOptions Depth = new() { MaxDepth = 512 };

    /// <summary>The text of a view; or a string, IReadOnlyList of Value, or IReadOnlyList of named Values.</summary>
    private readonly object? _content;
    private readonly double _number;
    private readonly int _start;
    private readonly ValueKind _kind;
    private readonly bool _isView;

    private Value(ValueKind kind, double number = 0, object? content = null)
    {
        _kind = kind;
        _number = number;
        _content = content;
    }

    private Value(ValueKind kind, byte[] text, int start, double number = 0)
    {
        _kind = kind;
        _content = text;
        _start = start;
        _number = number;
        _isView = true;
    }

    public static Value Undefined => default;

    public static Value Of(bool value) => value ? True : False;

    public static Value Of(double value) => new(ValueKind.Number, value);

    /// <summary>As <see cref="Of(double)"/>, but exact: what a double cannot tell from its neighbours is kept as text.</summary>
    public static Value OfInteger(long value) => value is > -FirstInexactInteger and < FirstInexactInteger
        ? Of((double)value)
        : View(Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));

    public static Value Of(string value) => new(ValueKind.String, content: value);

    public static Value Of(IReadOnlyList<Value> items) => new(ValueKind.Array, content: items);

    public static Value Of(IReadOnlyList<KeyValuePair<string, Value>> properties) =>
        new(ValueKind.Object, content: properties);

    /// <summary>A copy of the element's text: it outlives the document that the element belongs to.</summary>
    public static Value Of(JsonElement element) => element.ValueKind == JsonValueKind.Undefined
        ? Undefined
        : View(JsonMarshal.GetRawUtf8Value(element).ToArray());

    /// <summary>A view on text that is known to be JSON, such as a stored document. Nothing is checked or copied.</summary>
    public static Value View(byte[] json, int start = 0)
    {
        start = JsonText.SkipSpace(json, start);
        return json[start] switch
        {
            (byte)'{' => new(ValueKind.Object, json, start),
            (byte)'[' => new(ValueKind.Array, json, start),
            (byte)'"' => new(ValueKind.String, json, start),
            (byte)'n' => Null,
            (byte)'t' => True,
            (byte)'f' => False,
            _ => new(ValueKind.Number, json, start, JsonText.Number(json, start)),
        };
    }

    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static Value Parse(ReadOnlyMemory<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json.Span, Depth);
        while (reader.Read())
        {
        }

        return MemoryMarshal.TryGetArray(utf8Json, out var segment) && segment.Count == segment.Array!.Length
            ? View(segment.Array, segment.Offset)
            : View(utf8Json.ToArray());
    }

    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static Value Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    public ValueKind Kind => _kind;

    public bool IsUndefined => _kind == ValueKind.Undefined;

    /// <summary>True only for the Boolean true: what WHERE keeps.</summary>
    public bool IsTrue => _kind == ValueKind.Boolean && _number != 0;

    /// <summary>Neither undefined, nor an array, nor an object.</summary>
    public bool IsPrimitive => _kind is > ValueKind.Undefined and < ValueKind.Array;

    public bool AsBoolean => _kind == ValueKind.Boolean ? _number != 0 : throw Not(ValueKind.Boolean);

    public double AsNumber => _kind == ValueKind.Number ? _number : throw Not(ValueKind.Number);

    /// <summary>
    /// The number as an integer of 64 bits, as far as it is known to be one: its text says so, or a double can be no other.
    /// </summary>
    public bool TryGetInteger(out long integer)
    {
        integer = 0;
        if (_kind != ValueKind.Number) return false;
        if (Math.Abs(_number) < FirstInexactInteger && Math.Truncate(_number) == _number)
        {
            integer = (long)_number;
            return true;
        }

        return _isView && JsonText.TryInteger(Text, _start, out integer);
    }

    public string AsString
    {
        get
        {
            if (_kind != ValueKind.String) throw Not(ValueKind.String);
            return _isView ? JsonText.String(Text, _start) : Unsafe.As<string>(_content!);
        }
    }

    private byte[] Text => Unsafe.As<byte[]>(_content!);

    private IReadOnlyList<Value> Items => (IReadOnlyList<Value>)_content!;

    private IReadOnlyList<KeyValuePair<string, Value>> Members => (IReadOnlyList<KeyValuePair<string, Value>>)_content!;

    private InvalidOperationException Not(ValueKind wanted) => new($"The value is of kind {_kind}, not {wanted}.");
}
