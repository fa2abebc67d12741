using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Functions on strings. An argument of another kind makes them undefined; positions count UTF-16 units from 0.</summary>
internal static partial class StringFunctions
{
    public static readonly Function[] All =
    [
        Function.Of("CONCAT", 2, int.MaxValue, Concat),
        Function.Of("CONTAINS", 2, 3, Contains),
        Function.Of("CONTAINS_ALL_CI", 2, int.MaxValue, a => ContainsAll(a, true)),
        Function.Of("CONTAINS_ALL_CS", 2, int.MaxValue, a => ContainsAll(a, false)),
        Function.Of("CONTAINS_ANY_CI", 2, int.MaxValue, a => ContainsAny(a, true)),
        Function.Of("CONTAINS_ANY_CS", 2, int.MaxValue, a => ContainsAny(a, false)),
        Function.Of("ENDSWITH", 2, 3, EndsWith),
        Function.Of("INDEX_OF", 2, 3, IndexOf),
        Function.Of("LastIndexOf", 2, 3, LastIndexOf),
        Function.Of("LastSubstringAfter", (text, mark) => After(text, mark, last: true)),
        Function.Of("LastSubstringBefore", (text, mark) => Before(text, mark, last: true)),
        Function.Of("LEFT", Left),
        Function.Of("LENGTH", text => IsString(text) ? Value.Of(text.AsString.Length) : Value.Undefined),
        Function.Of("LOWER", text => Change(text, t => t.ToLowerInvariant())),
        Function.Of("LTRIM", 1, 2, a => Trim(a, start: true, end: false)),
        Function.Of("REPLACE", Replace),
        Function.Of("REPLICATE", Replicate),
        Function.Of("REVERSE", text => Change(text, Reverse)),
        Function.Of("RIGHT", Right),
        Function.Of("RTRIM", 1, 2, a => Trim(a, start: false, end: true)),
        Function.Of("STARTSWITH", 2, 3, StartsWith),
        Function.Of("StringEquals", 2, 3, StringEquals),
        Function.Of("SUBSTRING", Substring),
        Function.Of("SubstringAfter", (text, mark) => After(text, mark, last: false)),
        Function.Of("SubstringBefore", (text, mark) => Before(text, mark, last: false)),
        Function.Of("TRIM", 1, 2, a => Trim(a, start: true, end: true)),
        Function.Of("UPPER", text => Change(text, t => t.ToUpperInvariant())),
    ];

    private static bool IsString(in Value value) => value.Kind == ValueKind.String;

    /// <summary>An integer, brought into the range of int: no string reaches further.</summary>
    private static bool TryPosition(in Value value, out int position)
    {
        var isInteger = value.TryGetInteger(out var integer);
        position = (int)Math.Clamp(integer, int.MinValue, int.MaxValue);
        return isInteger;
    }
}
