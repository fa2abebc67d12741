using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// Scalars as bytes whose order, byte by byte, is the order of ORDER BY: a byte for the kind, then the value. An array or
/// an object is its kind alone, enough to find where one stands.
/// </summary>
internal static class IndexKey
{
    /// <summary>Bytes of a string that a key keeps; what follows does not take part in the order of the index.</summary>
    public const int MaxTextBytes = TextKey.MaxBytes;

    public static readonly byte[] Null = [(byte)KeyKind.Null];
    public static readonly byte[] False = [(byte)KeyKind.Boolean, 0];
    public static readonly byte[] True = [(byte)KeyKind.Boolean, 1];
    public static readonly byte[] Array = [(byte)KeyKind.Array];
    public static readonly byte[] Object = [(byte)KeyKind.Object];

    private static readonly byte[] FirstInexact = Encode(9007199254740992.0);
    private static readonly byte[] LastInexact = Encode(-9007199254740992.0);

    public static byte[] Encode(bool value) => value ? True : False;

    public static byte[] Encode(double value)
    {
        // Not a number comes before all numbers, as double.CompareTo has it.
        if (double.IsNaN(value)) return [(byte)KeyKind.Number];
        Span<byte> key = stackalloc byte[9];
        key[0] = (byte)KeyKind.Number;
        // Adding 0 turns -0 into 0, which is equal to it.
        var bits = BitConverter.DoubleToInt64Bits(value + 0.0);
        BinaryPrimitives.WriteInt64BigEndian(key[1..], bits < 0 ? ~bits : bits ^ long.MinValue);
        // Whole numbers end in zeros; without them the order stays and the key is a third as long.
        return key[..(key.LastIndexOfAnyExcept((byte)0) + 1)].ToArray();
    }

    public static byte[] Encode(ReadOnlySpan<char> value)
    {
        var key = new TextKey(stackalloc byte[TextKey.BufferBytes]);
        key.Append(value);
        return key.ToArray();
    }

    public static byte[] Encode(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => Null,
        JsonValueKind.True => True,
        JsonValueKind.False => False,
        JsonValueKind.Number => Encode(value.GetDouble()),
        JsonValueKind.String => EncodeJsonString(JsonMarshal.GetRawUtf8Value(value)[1..^1]),
        JsonValueKind.Array => Array,
        JsonValueKind.Object => Object,
        _ => throw new ArgumentException("Undefined has no key.", nameof(value)),
    };

    /// <param name="escaped">The text between the quotes, as it stands in the document.</param>
    public static byte[] EncodeJsonString(ReadOnlySpan<byte> escaped)
    {
        var key = new TextKey(stackalloc byte[TextKey.BufferBytes]);
        key.AppendJson(escaped);
        return key.ToArray();
    }

    /// <summary>The beginning of the keys of all strings that begin so.</summary>
    public static byte[] EncodePrefix(ReadOnlySpan<char> prefix)
    {
        var key = Encode(prefix);
        return IsTruncated(key) ? key[..^1] : key;
    }

    public static KeyKind KindOf(ReadOnlySpan<byte> key) => (KeyKind)key[0];

    /// <summary>True when other, longer strings have this key too.</summary>
    public static bool IsTruncated(ReadOnlySpan<byte> key) => key.Length > 1 + MaxTextBytes;

    /// <summary>
    /// True when other scalars may have this key too: longer strings, or integers past 2^53, which a double cannot tell
    /// from their neighbours.
    /// </summary>
    public static bool IsShared(ReadOnlySpan<byte> key) => IsTruncated(key)
        || (KindOf(key) == KeyKind.Number && (key.SequenceCompareTo(FirstInexact) >= 0 || key.SequenceCompareTo(LastInexact) <= 0));
}
