using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Serverless.LocalCosmos.Sql.Values;

/// <summary>Reads JSON text that is known to be valid, in place and without building anything.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> AfterScalar = SearchValues.Create(",]} \t\r\n"u8);

    public static int SkipSpace(ReadOnlySpan<byte> text, int at)
    {
        while (text[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') at++;
        return at;
    }

    /// <summary>Where the value that starts at <paramref name="at"/> ends.</summary>
    public static int End(ReadOnlySpan<byte> text, int at)
    {
        switch (text[at])
        {
            case (byte)'"':
                return EndOfString(text, at, out _);
            case (byte)'{' or (byte)'[':
                return EndOfContainer(text, at);
            default:
                var length = text[at..].IndexOfAny(AfterScalar);
                return length < 0 ? text.Length : at + length;
        }
    }

    /// <summary>The position after the closing quote of the string whose opening quote is at <paramref name="at"/>.</summary>
    public static int EndOfString(ReadOnlySpan<byte> text, int at, out bool escaped)
    {
        escaped = false;
        at++;
        while (true)
        {
            at += text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (text[at] == '"') return at + 1;
            escaped = true;
            at += 2;
        }
    }

    /// <summary>Where the value of the named property starts in the object at <paramref name="at"/>, or -1.</summary>
    public static int FindProperty(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> name)
    {
        at = SkipSpace(text, at + 1);
        while (text[at] == '"')
        {
            var end = EndOfString(text, at, out var escaped);
            var found = escaped
                ? String(text, at) == Encoding.UTF8.GetString(name)
                : text[(at + 1)..(end - 1)].SequenceEqual(name);
            at = SkipSpace(text, SkipSpace(text, end) + 1);
            if (found) return at;
            at = Next(text, at);
        }

        return -1;
    }

    /// <summary>From the start of one member's value to the start of the next member, or to the closing bracket.</summary>
    public static int Next(ReadOnlySpan<byte> text, int at)
    {
        at = SkipSpace(text, End(text, at));
        return text[at] == ',' ? SkipSpace(text, at + 1) : at;
    }

    public static double Number(ReadOnlySpan<byte> text, int at)
    {
        var start = at;
        var negative = text[at] == '-';
        if (negative) at++;
        long integer = 0;
        for (var end = Math.Min(text.Length, at + 16); at < end && (uint)(text[at] - '0') <= 9; at++)
        {
            integer = integer * 10 + (text[at] - '0');
        }

        // At most 15 digits are exact in a double; the sign of -0 would be lost in an integer.
        if (at - start <= 15 && integer != 0 && (at == text.Length || AfterScalar.Contains(text[at])))
        {
            return negative ? -integer : integer;
        }

        return Utf8Parser.TryParse(text[start..], out double number, out _) ? number : double.NaN;
    }

    /// <summary>The number as an integer of 64 bits; false when it is none, or written as a fraction or with an exponent.</summary>
    public static bool TryInteger(ReadOnlySpan<byte> text, int at, out long integer) =>
        Utf8Parser.TryParse(text[at..End(text, at)], out integer, out var read) && read == End(text, at) - at;

    /// <summary>The content of the string whose opening quote is at <paramref name="at"/>.</summary>
    public static string String(ReadOnlySpan<byte> text, int at)
    {
        var end = EndOfString(text, at, out var escaped);
        var raw = text[(at + 1)..(end - 1)];
        return escaped ? Unescape(raw) : Encoding.UTF8.GetString(raw);
    }

    private static int EndOfContainer(ReadOnlySpan<byte> text, int at)
    {
        var depth = 0;
        while (true)
        {
            at += text[at..].IndexOfAny(Structure);
            switch (text[at])
            {
                case (byte)'"':
                    at = EndOfString(text, at, out _);
                    continue;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                default:
                    if (--depth == 0) return at + 1;
                    break;
            }

            at++;
        }
    }

    // Not left to Utf8JsonReader, which throws on half a surrogate pair: a stored document may hold one.
    private static string Unescape(ReadOnlySpan<byte> raw)
    {
        var text = new StringBuilder(raw.Length);
        while (true)
        {
            var slash = raw.IndexOf((byte)'\\');
            if (slash < 0) return text.Append(Encoding.UTF8.GetString(raw)).ToString();
            text.Append(Encoding.UTF8.GetString(raw[..slash]));
            var length = 2;
            switch (raw[slash + 1])
            {
                case (byte)'b': text.Append('\b'); break;
                case (byte)'f': text.Append('\f'); break;
                case (byte)'n': text.Append('\n'); break;
                case (byte)'r': text.Append('\r'); break;
                case (byte)'t': text.Append('\t'); break;
                case (byte)'u':
                    text.Append((char)ushort.Parse(raw.Slice(slash + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                    length = 6;
                    break;
                default: text.Append((char)raw[slash + 1]); break;
            }

            raw = raw[(slash + length)..];
        }
    }
}
