using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Serverless.LocalCosmos.Engine.Items;

namespace Serverless.LocalCosmos.Protocol.Batch;

/// <summary>Writes the results of a batch: one record per operation, in order.</summary>
internal static class BatchWriter
{
    private const byte AlwaysPresent = 0b0011;
    private const byte ETagPresent = 0b0100;
    private const byte BodyPresent = 0b1000;
    private const byte RequestChargeToken = 6;

    public static byte[] Write(IReadOnlyList<ItemResult> results)
    {
        var output = new ArrayBufferWriter<byte>(256 + results.Sum(r => r.Body.Length + 128));
        Mark(output, BatchFormat.Segment);
        output.Write<byte>([1]);
        Int32(output, BatchFormat.SegmentLength);
        foreach (var result in results) Record(output, result);
        return output.WrittenSpan.ToArray();
    }

    private static void Record(ArrayBufferWriter<byte> output, ItemResult result)
    {
        var row = Row(result);
        Mark(output, BatchFormat.Record);
        Int32(output, row.Length);
        Int32(output, (int)Crc32.Of(row));
        output.Write(row);
    }

    private static ReadOnlySpan<byte> Row(ItemResult result)
    {
        // The reason of a failure travels as its body: clients show the body of the first failure as the batch's message.
        var body = result.IsSuccess || result.Message is null ? result.Body.Span : ErrorBody.Write(ErrorBody.Code(result.Status), result.Message);
        var output = new ArrayBufferWriter<byte>(body.Length + 128);
        Mark(output, BatchFormat.Result);
        var presence = AlwaysPresent;
        if (result.ETag is not null) presence |= ETagPresent;
        if (!body.IsEmpty) presence |= BodyPresent;
        output.Write<byte>([presence]);
        Int32(output, result.Status);
        Int32(output, result.SubStatus);
        if (result.ETag is not null) Variable(output, Encoding.UTF8.GetBytes(result.ETag));
        if (!body.IsEmpty) Variable(output, body);
        if (result.Charge != 0)
        {
            output.Write<byte>([BatchFormat.Double, RequestChargeToken]);
            BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(sizeof(double)), result.Charge);
            output.Advance(sizeof(double));
        }

        return output.WrittenSpan;
    }

    private static void Mark(ArrayBufferWriter<byte> output, uint schema)
    {
        output.Write<byte>([BatchFormat.Row]);
        Int32(output, (int)schema);
    }

    private static void Int32(ArrayBufferWriter<byte> output, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), value);
        output.Advance(sizeof(int));
    }

    private static void Variable(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        var length = (uint)bytes.Length;
        for (; length >= 0x80; length >>= 7) output.Write<byte>([(byte)(length | 0x80)]);
        output.Write<byte>([(byte)length]);
        output.Write(bytes);
    }
}
