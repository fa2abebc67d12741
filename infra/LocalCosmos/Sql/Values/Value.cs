using System.Text.Json;

namespace Serverless.LocalCosmos.Sql.Values;

/// <summary>
/// A JSON value, or undefined, as the SQL engine sees it: either built by an expression, or a view on a parsed document
/// whose text is passed on untouched, so that 9007199254740993 and 1.0 come back as they were stored.
/// </summary>
internal readonly partial struct Value
{
    public static readonly Value Null = new(ValueKind.Null);
    public static readonly Value True = new(ValueKind.Boolean, 1);
    public static readonly Value False = new(ValueKind.Boolean, 0);
    public static readonly Value EmptyArray = Of(Array.Empty<Value>());

    private readonly ValueKind _kind;
    private readonly double _number;
    private readonly object? _built;
    private readonly JsonElement _element;

    private Value(ValueKind kind, double number = 0, object? built = null, JsonElement element = default)
    {
        _kind = kind;
        _number = number;
        _built = built;
        _element = element;
    }

    public static Value Undefined => default;

    public static Value Of(bool value) => value ? True : False;

    public static Value Of(double value) => new(ValueKind.Number, value);

    public static Value Of(string value) => new(ValueKind.String, built: value);

    public static Value Of(IReadOnlyList<Value> items) => new(ValueKind.Array, built: items);

    public static Value Of(IReadOnlyList<KeyValuePair<string, Value>> properties) =>
        new(ValueKind.Object, built: properties);

    /// <summary>A view: it lives as long as the document that <paramref name="element"/> belongs to.</summary>
    public static Value Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Undefined => Undefined,
        JsonValueKind.Null => Null,
        JsonValueKind.True => True,
        JsonValueKind.False => False,
        JsonValueKind.Number => new(ValueKind.Number, element.GetDouble(), element: element),
        JsonValueKind.String => new(ValueKind.String, element: element),
        JsonValueKind.Array => new(ValueKind.Array, element: element),
        _ => new(ValueKind.Object, element: element),
    };

    public static Value Parse(ReadOnlyMemory<byte> utf8Json) => Of(JsonDocument.Parse(utf8Json).RootElement);

    public static Value Parse(string json) => Of(JsonDocument.Parse(json).RootElement);

    public ValueKind Kind => _kind;

    public bool IsUndefined => _kind == ValueKind.Undefined;

    /// <summary>True only for the Boolean true: what WHERE keeps.</summary>
    public bool IsTrue => _kind == ValueKind.Boolean && _number != 0;

    public bool AsBoolean => _kind == ValueKind.Boolean ? _number != 0 : throw Not(ValueKind.Boolean);

    public double AsNumber => _kind == ValueKind.Number ? _number : throw Not(ValueKind.Number);

    public string AsString => _kind == ValueKind.String
        ? _built as string ?? _element.GetString()!
        : throw Not(ValueKind.String);

    private bool IsView => _built is null;

    private IReadOnlyList<Value> Items => (IReadOnlyList<Value>)_built!;

    private IReadOnlyList<KeyValuePair<string, Value>> Members => (IReadOnlyList<KeyValuePair<string, Value>>)_built!;

    private InvalidOperationException Not(ValueKind wanted) => new($"The value is of kind {_kind}, not {wanted}.");
}
