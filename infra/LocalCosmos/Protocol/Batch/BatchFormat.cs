namespace Serverless.LocalCosmos.Protocol.Batch;

/// <summary>The marks of the batch format: HybridRow rows, each behind a header with its length and checksum.</summary>
internal static class BatchFormat
{
    public const byte Row = 0x81;
    public const uint Segment = 0x7FFFD8F0;
    public const uint Record = 0x7FFFD8F1;
    public const uint Operation = 0x7FE15470;
    public const uint Result = 0x7FE15471;

    public const int SegmentLength = 10;
    public const int RecordHeaderLength = 13;

    /// <summary>Of an operation: row mark, schema, presence bits, operation type, resource type.</summary>
    public const int FixedLength = 14;

    public const byte False = 0x02;
    public const byte True = 0x03;
    public const byte Int32 = 0x07;
    public const byte UInt32 = 0x0B;
    public const byte Double = 0x10;
    public const byte Utf8 = 0x14;
}
