using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

internal static partial class StringFunctions
{
    private delegate bool Utf8Test(ReadOnlySpan<byte> text, ReadOnlySpan<byte> sought);

    private static Value Contains(ReadOnlySpan<Value> arguments) => TryCase(arguments, out var ignoreCase)
        ? Contains(arguments[0], arguments[1], ignoreCase)
        : Value.Undefined;

    private static Value Contains(in Value text, in Value sought, bool ignoreCase) =>
        Test(text, sought, ignoreCase, (t, s) => t.IndexOf(s) >= 0, (t, s, comparison) => t.Contains(s, comparison));

    private static Value StartsWith(ReadOnlySpan<Value> arguments) => TryCase(arguments, out var ignoreCase)
        ? Test(arguments[0], arguments[1], ignoreCase, (t, s) => t.StartsWith(s), (t, s, comparison) => t.StartsWith(s, comparison))
        : Value.Undefined;

    private static Value EndsWith(ReadOnlySpan<Value> arguments) => TryCase(arguments, out var ignoreCase)
        ? Test(arguments[0], arguments[1], ignoreCase, (t, s) => t.EndsWith(s), (t, s, comparison) => t.EndsWith(s, comparison))
        : Value.Undefined;

    private static Value StringEquals(ReadOnlySpan<Value> arguments) => TryCase(arguments, out var ignoreCase)
        ? Test(arguments[0], arguments[1], ignoreCase, (t, s) => t.SequenceEqual(s), (t, s, comparison) => t.Equals(s, comparison))
        : Value.Undefined;

    // As CONTAINS(...) AND CONTAINS(...): one false decides, whatever is undefined beside it.
    private static Value ContainsAll(ReadOnlySpan<Value> arguments, bool ignoreCase) => Decide(arguments, ignoreCase, Value.False, Value.True);

    private static Value ContainsAny(ReadOnlySpan<Value> arguments, bool ignoreCase) => Decide(arguments, ignoreCase, Value.True, Value.False);

    private static Value Decide(ReadOnlySpan<Value> arguments, bool ignoreCase, Value decisive, Value otherwise)
    {
        var result = otherwise;
        foreach (var sought in arguments[1..])
        {
            var found = Contains(arguments[0], sought, ignoreCase);
            if (found.IsUndefined) result = found;
            else if (found.IsTrue == decisive.IsTrue) return decisive;
        }

        return result;
    }

    private static Value IndexOf(ReadOnlySpan<Value> arguments)
    {
        if (!IsString(arguments[0]) || !IsString(arguments[1])) return Value.Undefined;
        var start = 0;
        if (arguments.Length > 2 && !TryPosition(arguments[2], out start)) return Value.Undefined;
        var text = arguments[0].AsString;
        var isInside = start >= 0 && start <= text.Length;
        return Value.Of(isInside ? text.IndexOf(arguments[1].AsString, start, StringComparison.Ordinal) : -1);
    }

    // What is found lies wholly at or before the given position, which is that of a character; even the empty string does.
    private static Value LastIndexOf(ReadOnlySpan<Value> arguments)
    {
        if (!IsString(arguments[0]) || !IsString(arguments[1])) return Value.Undefined;
        var (text, sought) = (arguments[0].AsString, arguments[1].AsString);
        var last = Math.Max(text.Length - 1, 0);
        if (arguments.Length > 2 && !TryPosition(arguments[2], out last)) return Value.Undefined;
        if (last < 0 || last > Math.Max(text.Length - 1, 0)) return Value.Of(-1);
        if (sought.Length == 0) return Value.Of(last);
        return Value.Of(text.AsSpan(0, Math.Min(last + 1, text.Length)).LastIndexOf(sought, StringComparison.Ordinal));
    }

    private static bool TryCase(ReadOnlySpan<Value> arguments, out bool ignoreCase)
    {
        ignoreCase = arguments.Length > 2 && arguments[2].IsTrue;
        return arguments.Length < 3 || arguments[2].Kind == ValueKind.Boolean;
    }

    private static Value Test(in Value text, in Value sought, bool ignoreCase, Utf8Test utf8, Func<string, string, StringComparison, bool> utf16)
    {
        if (!IsString(text) || !IsString(sought)) return Value.Undefined;
        if (ignoreCase) return Value.Of(utf16(text.AsString, sought.AsString, StringComparison.OrdinalIgnoreCase));
        return Value.Of(text.TryGetUtf8(out var t) && sought.TryGetUtf8(out var s)
            ? utf8(t, s)
            : utf16(text.AsString, sought.AsString, StringComparison.Ordinal));
    }
}
