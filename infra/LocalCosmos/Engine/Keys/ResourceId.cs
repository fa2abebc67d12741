using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Serverless.LocalCosmos.Engine.Keys;

/// <summary>
/// Resource ids ("rids"): base64 of the ids of all owners, with <c>/</c> written as <c>-</c>. Clients take them apart, so
/// their lengths and marker bits are part of the protocol.
/// </summary>
internal static class ResourceId
{
    public const int ContainerLength = 8;
    public const int DocumentTextLength = 24;

    private const int ChildLength = 16;
    private const byte PartitionKeyRangeKind = 0x50;

    public static string Database(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return Text(bytes);
    }

    /// <summary>The top bit of the fifth byte tells a container from a user.</summary>
    public static byte[] Container(uint database, uint number)
    {
        var bytes = new byte[ContainerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, database);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), 0x80000000u | number);
        return bytes;
    }

    public static string Document(ReadOnlySpan<byte> container, long number)
    {
        Span<byte> text = stackalloc byte[DocumentTextLength];
        WriteDocument(container, number, text);
        return Encoding.ASCII.GetString(text);
    }

    /// <summary>The same as UTF-8, for splicing into a document: 24 bytes.</summary>
    public static void WriteDocument(ReadOnlySpan<byte> container, long number, Span<byte> utf8)
    {
        Span<byte> bytes = stackalloc byte[ChildLength];
        container.CopyTo(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[ContainerLength..], number);
        Base64.EncodeToUtf8(bytes, utf8, out _, out _);
        utf8.Replace((byte)'/', (byte)'-');
    }

    public static string PartitionKeyRange(ReadOnlySpan<byte> container, uint range)
    {
        Span<byte> bytes = stackalloc byte[ChildLength];
        bytes.Clear();
        container.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ContainerLength..], range);
        bytes[^1] = PartitionKeyRangeKind;
        return Text(bytes);
    }

    public static string Offer(uint number) => Text([(byte)number, (byte)(number >> 8), (byte)(number >> 16)]);

    public static string Text(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).Replace('/', '-');

    public static bool TryParse(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var buffer = new byte[text.Length];
        bytes = Convert.TryFromBase64String(text.Replace('-', '/'), buffer, out var length) ? buffer[..length] : null;
        return bytes is { Length: > 0 };
    }

    public static byte[] Parse(string text) =>
        TryParse(text, out var bytes) ? bytes : throw new FormatException($"'{text}' is no resource id.");

    /// <summary>The document number in a document's rid: its last eight bytes.</summary>
    public static bool TryParseDocument(string text, out long number)
    {
        number = 0;
        if (!TryParse(text, out var bytes) || bytes.Length != ChildLength) return false;
        number = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(ContainerLength));
        return number >> 60 == 0;
    }
}
