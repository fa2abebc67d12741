using System.Buffers;
using System.Globalization;
using System.Text;

namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// Builds the key of a string: each UTF-16 code unit in the one to three bytes that UTF-8 would give it, surrogates
/// included. Plain UTF-8 would put what lies beyond U+FFFF after U+E000..U+FFFF, which is not the order of strings.
/// </summary>
internal ref struct TextKey
{
    public const int MaxBytes = 256;

    /// <summary>Room for the kind, the text, what the last code unit writes beyond it, and the mark of truncation.</summary>
    public const int BufferBytes = 1 + MaxBytes + 3;

    private static readonly SearchValues<byte> NeedsDecoding = SearchValues.Create([(byte)'\\', .. Enumerable.Range(0xF0, 16).Select(b => (byte)b)]);

    private readonly Span<byte> _buffer;
    private int _length;

    public TextKey(Span<byte> buffer)
    {
        _buffer = buffer;
        _buffer[0] = (byte)KeyKind.String;
        _length = 1;
    }

    private readonly bool IsFull => _length > 1 + MaxBytes;

    public void Append(scoped ReadOnlySpan<char> text)
    {
        foreach (var unit in text)
        {
            if (IsFull) return;
            Append(unit);
        }
    }

    public void AppendJson(ReadOnlySpan<byte> escaped)
    {
        while (!escaped.IsEmpty && !IsFull)
        {
            var plain = escaped.IndexOfAny(NeedsDecoding);
            if (plain < 0) plain = escaped.Length;
            var copied = Math.Min(plain, _buffer.Length - _length);
            escaped[..copied].CopyTo(_buffer[_length..]);
            _length += copied;
            escaped = escaped[plain..];
            if (escaped.IsEmpty || IsFull) return;
            escaped = escaped[(escaped[0] == '\\' ? AppendEscape(escaped) : AppendRune(escaped))..];
        }
    }

    public readonly byte[] ToArray()
    {
        if (!IsFull) return _buffer[.._length].ToArray();
        _buffer[1 + MaxBytes] = 0xFF;
        return _buffer[..(1 + MaxBytes + 1)].ToArray();
    }

    private int AppendRune(ReadOnlySpan<byte> text)
    {
        Rune.DecodeFromUtf8(text, out var rune, out var consumed);
        Span<char> units = stackalloc char[2];
        Append(units[..rune.EncodeToUtf16(units)]);
        return consumed;
    }

    private int AppendEscape(ReadOnlySpan<byte> text)
    {
        if (text[1] == 'u')
        {
            Append((char)ushort.Parse(text.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            return 6;
        }

        Append(text[1] switch
        {
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            var other => (char)other,
        });
        return 2;
    }

    private void Append(char unit)
    {
        if (unit < 0x80)
        {
            _buffer[_length++] = (byte)unit;
        }
        else if (unit < 0x800)
        {
            _buffer[_length++] = (byte)(0xC0 | unit >> 6);
            _buffer[_length++] = (byte)(0x80 | unit & 0x3F);
        }
        else
        {
            _buffer[_length++] = (byte)(0xE0 | unit >> 12);
            _buffer[_length++] = (byte)(0x80 | unit >> 6 & 0x3F);
            _buffer[_length++] = (byte)(0x80 | unit & 0x3F);
        }
    }
}
