using System.Text;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

internal static partial class StringFunctions
{
    /// <summary>Characters that REPLICATE may give; more is undefined.</summary>
    private const int MaxReplicated = 10_000;

    private static Value Change(in Value text, Func<string, string> change) =>
        IsString(text) ? Value.Of(change(text.AsString)) : Value.Undefined;

    private static Value Concat(ReadOnlySpan<Value> arguments)
    {
        var text = new StringBuilder();
        foreach (var argument in arguments)
        {
            if (!IsString(argument)) return Value.Undefined;
            text.Append(argument.AsString);
        }

        return Value.Of(text.ToString());
    }

    private static Value Replace(Value text, Value sought, Value replacement)
    {
        if (!IsString(text) || !IsString(sought) || !IsString(replacement)) return Value.Undefined;
        var old = sought.AsString;
        return old.Length == 0 ? Value.Undefined : Value.Of(text.AsString.Replace(old, replacement.AsString, StringComparison.Ordinal));
    }

    private static Value Replicate(Value text, Value times)
    {
        if (!IsString(text) || !TryPosition(times, out var count) || count < 0) return Value.Undefined;
        var one = text.AsString;
        if (one.Length == 0) return Value.EmptyString;
        return (long)count * one.Length > MaxReplicated ? Value.Undefined : Value.Of(new StringBuilder().Insert(0, one, count).ToString());
    }

    // By character and not by UTF-16 unit, as the halves of a surrogate pair mean nothing the other way round.
    private static string Reverse(string text)
    {
        var reversed = new StringBuilder(text.Length);
        foreach (var character in text.EnumerateRunes().Reverse()) reversed.Append(character);
        return reversed.ToString();
    }

    private static Value Trim(ReadOnlySpan<Value> arguments, bool start, bool end)
    {
        if (!IsString(arguments[0]) || (arguments.Length > 1 && !IsString(arguments[1]))) return Value.Undefined;
        var text = arguments[0].AsString.AsSpan();
        if (arguments.Length > 1 && arguments[1].AsString is { Length: > 0 } characters)
        {
            if (start) text = text.TrimStart(characters);
            if (end) text = text.TrimEnd(characters);
        }
        else
        {
            if (start) text = text.TrimStart();
            if (end) text = text.TrimEnd();
        }

        return Value.Of(text.ToString());
    }
}
