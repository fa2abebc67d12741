using System.Text;

namespace Serverless.LocalCosmos.Sql.Values;

internal readonly partial struct Value
{
    /// <summary>The UTF-8 bytes of a string whose text holds no escapes, without copying them.</summary>
    public bool TryGetUtf8(out ReadOnlySpan<byte> utf8)
    {
        if (_isView && _kind == ValueKind.String)
        {
            var end = JsonText.EndOfString(Text, _start, out var escaped);
            utf8 = Text.AsSpan(_start + 1, end - _start - 2);
            return !escaped;
        }

        utf8 = default;
        return false;
    }

    /// <summary>A built string as a view, so that comparing it with strings of documents needs no conversion.</summary>
    public Value AsView()
    {
        if (_isView || _kind != ValueKind.String) return this;
        var text = AsString;
        if (text.AsSpan().ContainsAny('"', '\\') || text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')) return this;
        var json = new byte[Encoding.UTF8.GetByteCount(text) + 2];
        Encoding.UTF8.GetBytes(text, json.AsSpan(1));
        json[0] = json[^1] = (byte)'"';
        return new(ValueKind.String, json, 0);
    }

    private static bool SameString(in Value left, in Value right)
    {
        var leftIsUtf8 = left.TryGetUtf8(out var leftUtf8);
        var rightIsUtf8 = right.TryGetUtf8(out var rightUtf8);
        if (leftIsUtf8 && rightIsUtf8) return leftUtf8.SequenceEqual(rightUtf8);
        if (leftIsUtf8 && !right._isView) return SameString(leftUtf8, right.AsString);
        if (rightIsUtf8 && !left._isView) return SameString(rightUtf8, left.AsString);
        return left.AsString == right.AsString;
    }

    private static bool SameString(ReadOnlySpan<byte> utf8, string text) =>
        Ascii.Equals(utf8, text) || (!Ascii.IsValid(utf8) && Encoding.UTF8.GetString(utf8) == text);

    private static int CompareStrings(in Value left, in Value right)
    {
        if (!left.TryGetUtf8(out var leftUtf8) || !right.TryGetUtf8(out var rightUtf8))
        {
            return string.CompareOrdinal(left.AsString, right.AsString);
        }

        var same = leftUtf8.CommonPrefixLength(rightUtf8);
        if (same == leftUtf8.Length || same == rightUtf8.Length) return leftUtf8.Length.CompareTo(rightUtf8.Length);
        return Utf16Rank(leftUtf8[same]).CompareTo(Utf16Rank(rightUtf8[same]));
    }

    // UTF-8 sorts as UTF-16 does, but for the characters past U+FFFF (first byte F0 and up): their surrogates sort
    // before U+E000..U+FFFF (first byte EE or EF).
    private static int Utf16Rank(byte first) => first is 0xEE or 0xEF ? 0x100 + first : first;

    private int HashOfString()
    {
        if (TryGetUtf8(out var utf8)) return Hash(utf8);
        var text = AsString;
        Span<byte> short8 = stackalloc byte[256];
        return Encoding.UTF8.TryGetBytes(text, short8, out var written)
            ? Hash(short8[..written])
            : Hash(Encoding.UTF8.GetBytes(text));
    }

    private static int Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        return hash.ToHashCode();
    }
}
