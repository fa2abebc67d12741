using System.Buffers;
using System.Globalization;
using System.Text;

namespace Serverless.LocalCosmos.Protocol.Answers;

/// <summary>The envelope of every feed: <c>{"_rid":"…","Documents":[…],"_count":1}</c>.</summary>
internal static class FeedBody
{
    public static GatewayResponse Of(string rid, string list, ReadOnlyMemory<byte> array, int count) =>
        new GatewayResponse(200, Write(rid, list, array.Span, count)).With(WireHeaders.ItemCount, count);

    public static GatewayResponse Of(string rid, string list, IReadOnlyList<ReadOnlyMemory<byte>> members) =>
        Of(rid, list, Array(members), members.Count);

    public static byte[] Array(IReadOnlyList<ReadOnlyMemory<byte>> members)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        buffer.Write("["u8);
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0) buffer.Write(","u8);
            buffer.Write(members[i].Span);
        }

        buffer.Write("]"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Write(string rid, string list, ReadOnlySpan<byte> array, int count)
    {
        var head = $$"""{"_rid":"{{rid}}","{{list}}":""";
        var tail = string.Create(CultureInfo.InvariantCulture, $$""","_count":{{count}}}""");
        var body = GC.AllocateUninitializedArray<byte>(head.Length + array.Length + tail.Length);
        Encoding.ASCII.GetBytes(head, body);
        array.CopyTo(body.AsSpan(head.Length));
        Encoding.ASCII.GetBytes(tail, body.AsSpan(head.Length + array.Length));
        return body;
    }
}
