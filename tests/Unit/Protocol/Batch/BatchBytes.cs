using System.Buffers.Binary;
using System.Text;
using Serverless.LocalCosmos.Protocol.Batch;

namespace Serverless.Unit.Protocol.Batch;

/// <summary>Writes requests and reads results, as a client does: the mirror image of the code under test.</summary>
internal static class BatchBytes
{
    public static byte[] Request(params byte[][] operations) => [.. Segment(), .. operations.SelectMany(Record)];

    public static byte[] Segment() => [0x81, 0xF0, 0xD8, 0xFF, 0x7F, 0x01, 10, 0, 0, 0];

    public static byte[] Record(byte[] body) => [0x81, 0xF1, 0xD8, 0xFF, 0x7F, .. Int32(body.Length), .. Int32((int)Crc32.Of(body)), .. body];

    public static byte[] Operation(int kind, string? key = null, string? id = null, string? body = null, params byte[] options)
    {
        var presence = 0b11 | (key is null ? 0 : 1 << 2) | (id is null ? 0 : 1 << 4) | (body is null ? 0 : 1 << 6);
        return [0x81, 0x70, 0x54, 0xE1, 0x7F, (byte)presence, .. Int32(kind), .. Int32(2), .. Text(key), .. Text(id), .. Text(body), .. options];
    }

    public static byte[] Option(byte token, string text) => [0x14, token, .. Text(text)];

    public static byte[] Text(string? text)
    {
        if (text is null) return [];
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = new List<byte>();
        for (var rest = bytes.Length; ; rest >>= 7)
        {
            length.Add((byte)(rest >= 0x80 ? rest | 0x80 : rest));
            if (rest < 0x80) return [.. length, .. bytes];
        }
    }

    public static List<(int Status, int SubStatus, string? ETag, string? Body, double Charge)> Results(ReadOnlyMemory<byte> response)
    {
        var bytes = response.Span;
        Assert.Equal(Segment(), bytes[..10].ToArray());
        var results = new List<(int, int, string?, string?, double)>();
        for (bytes = bytes[10..]; !bytes.IsEmpty;)
        {
            Assert.Equal([0x81, 0xF1, 0xD8, 0xFF, 0x7F], bytes[..5].ToArray());
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[5..]);
            var row = bytes.Slice(13, length);
            Assert.Equal(Crc32.Of(row), BinaryPrimitives.ReadUInt32LittleEndian(bytes[9..]));
            results.Add(Result(row));
            bytes = bytes[(13 + length)..];
        }

        return results;
    }

    private static (int, int, string?, string?, double) Result(ReadOnlySpan<byte> row)
    {
        Assert.Equal([0x81, 0x71, 0x54, 0xE1, 0x7F], row[..5].ToArray());
        var presence = row[5];
        var status = BinaryPrimitives.ReadInt32LittleEndian(row[6..]);
        var subStatus = BinaryPrimitives.ReadInt32LittleEndian(row[10..]);
        var rest = row[14..];
        var etag = (presence & 4) == 0 ? null : Take(ref rest);
        var body = (presence & 8) == 0 ? null : Take(ref rest);
        double charge = 0;
        if (!rest.IsEmpty)
        {
            Assert.Equal([0x10, 6], rest[..2].ToArray());
            charge = BinaryPrimitives.ReadDoubleLittleEndian(rest[2..]);
            Assert.Equal(10, rest.Length);
        }

        return (status, subStatus, etag, body, charge);
    }

    private static string Take(ref ReadOnlySpan<byte> rest)
    {
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = rest[0];
            rest = rest[1..];
            length |= (part & 0x7F) << shift;
            if (part < 0x80) break;
        }

        var text = Encoding.UTF8.GetString(rest[..length]);
        rest = rest[length..];
        return text;
    }

    private static byte[] Int32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
