using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

internal static partial class StringFunctions
{
    private static Value Left(Value text, Value length) => Substring(text, Value.Of(0), length);

    private static Value Right(Value text, Value length)
    {
        if (!IsString(text) || !TryPosition(length, out var count)) return Value.Undefined;
        var whole = text.AsString;
        return Value.Of(whole[^Math.Clamp(count, 0, whole.Length)..]);
    }

    private static Value Substring(Value text, Value start, Value length)
    {
        if (!IsString(text) || !TryPosition(start, out var from) || !TryPosition(length, out var count)) return Value.Undefined;
        var whole = text.AsString;
        if (from < 0 || from >= whole.Length || count <= 0) return Value.EmptyString;
        return Value.Of(whole.Substring(from, Math.Min(count, whole.Length - from)));
    }

    private static Value Before(in Value text, in Value mark, bool last)
    {
        if (!IsString(text) || !IsString(mark)) return Value.Undefined;
        var at = Find(text, mark, last);
        return at < 0 ? Value.Undefined : Value.Of(text.AsString[..at]);
    }

    private static Value After(in Value text, in Value mark, bool last)
    {
        if (!IsString(text) || !IsString(mark)) return Value.Undefined;
        var at = Find(text, mark, last);
        return at < 0 ? Value.Undefined : Value.Of(text.AsString[(at + mark.AsString.Length)..]);
    }

    // The empty mark stands in front of everything, or behind it.
    private static int Find(in Value text, in Value mark, bool last) => last
        ? text.AsString.LastIndexOf(mark.AsString, StringComparison.Ordinal)
        : text.AsString.IndexOf(mark.AsString, StringComparison.Ordinal);
}
