using Serverless.LocalCosmos.Sql.Values;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>How the query engine's values stand in the index.</summary>
internal static class ValueKeys
{
    /// <summary>Null for undefined, which has no place in the index.</summary>
    public static byte[]? KeyOf(in Value value) => value.Kind switch
    {
        ValueKind.Undefined => null,
        ValueKind.Null => IndexKey.Null,
        ValueKind.Boolean => IndexKey.Encode(value.AsBoolean),
        ValueKind.Number => IndexKey.Encode(value.AsNumber),
        ValueKind.String => IndexKey.Encode(value.AsString),
        ValueKind.Array => IndexKey.Array,
        _ => IndexKey.Object,
    };

    /// <summary>Null where documents with other values may have the key too.</summary>
    public static byte[]? ExactKeyOf(in Value value)
    {
        if (!value.IsPrimitive || KeyOf(value) is not { } key || IndexKey.IsShared(key)) return null;
        // Half a surrogate pair is no text, and stands in the index as what replaces it.
        return value.Kind == ValueKind.String && value.AsString.AsSpan().IndexOfAnyInRange('\uD800', '\uFFFF') >= 0 ? null : key;
    }

    public static KeyKind KindOf(ValueKind kind) => kind switch
    {
        ValueKind.Null => KeyKind.Null,
        ValueKind.Boolean => KeyKind.Boolean,
        ValueKind.Number => KeyKind.Number,
        ValueKind.String => KeyKind.String,
        ValueKind.Array => KeyKind.Array,
        ValueKind.Object => KeyKind.Object,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Undefined has no keys."),
    };
}
