using System.Buffers.Binary;
using System.Text;
using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Engine.Items;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Protocol.Batch;

/// <summary>Reads the operations of a batch. Whatever the bytes are, the outcome is operations or a refusal.</summary>
internal ref struct BatchReader
{
    /// <summary>The most operations of one request.</summary>
    public const int MaximumOperations = 100;

    private const int DocumentResource = 2;

    private const int HasOperationType = 1 << 0;
    private const int HasResourceType = 1 << 1;
    private const int HasPartitionKey = 1 << 2;
    private const int HasEffectiveKey = 1 << 3;
    private const int HasId = 1 << 4;
    private const int HasBinaryId = 1 << 5;
    private const int HasBody = 1 << 6;

    private const int IfMatchToken = 9;
    private const int IfNoneMatchToken = 10;
    private const int MinimalReturnToken = 12;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlyMemory<byte> _all;
    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;
    private int _end;

    private BatchReader(ReadOnlyMemory<byte> body)
    {
        _all = body;
        _bytes = body.Span;
        _end = body.Length;
    }

    /// <summary>Bodies and keys of the operations are views on <paramref name="body"/>.</summary>
    /// <exception cref="RequestException">400: malformed, empty or too many.</exception>
    public static IReadOnlyList<ItemOperation> Read(ReadOnlyMemory<byte> body) => new BatchReader(body).ReadAll();

    private List<ItemOperation> ReadAll()
    {
        ReadSegment();
        var operations = new List<ItemOperation>();
        while (_at < _bytes.Length)
        {
            if (operations.Count == MaximumOperations)
            {
                throw RequestErrors.BadRequest(
                    $"Batch request has more operations than what is supported: at most {MaximumOperations} operations are allowed.");
            }

            operations.Add(ReadRecord());
        }

        return operations.Count > 0 ? operations : throw RequestErrors.BadRequest("The batch has no operations.");
    }

    private void ReadSegment()
    {
        ReadMark(BatchFormat.Segment);
        if (ReadByte() == 0) throw Malformed();
        var length = ReadInt32();
        if (length < BatchFormat.SegmentLength || length > _bytes.Length) throw Malformed();
        _at = length;
    }

    private ItemOperation ReadRecord()
    {
        ReadMark(BatchFormat.Record);
        var length = ReadInt32();
        var checksum = (uint)ReadInt32();
        if (length < BatchFormat.FixedLength || length > _bytes.Length - _at) throw Malformed();
        if (Crc32.Of(_bytes.Slice(_at, length)) != checksum) throw RequestErrors.BadRequest("The checksum of a batch operation is wrong.");
        _end = _at + length;
        var operation = ReadOperation();
        _end = _bytes.Length;
        return operation;
    }

    private ItemOperation ReadOperation()
    {
        ReadMark(BatchFormat.Operation);
        var presence = ReadByte();
        var kind = (ItemOperationKind)ReadInt32();
        var resource = ReadInt32();
        if ((presence & HasOperationType) == 0 || !Enum.IsDefined(kind))
            throw RequestErrors.BadRequest($"The operation {(int)kind} is not supported in a batch.");
        if ((presence & HasResourceType) == 0 || resource != DocumentResource)
            throw RequestErrors.BadRequest("A batch can only hold operations on items.");

        IReadOnlyList<Value>? key = null;
        string? id = null;
        ReadOnlyMemory<byte> body = default;
        if ((presence & HasPartitionKey) != 0) key = PartitionKeyHeader.Parse(ReadVariable().Span);
        if ((presence & HasEffectiveKey) != 0) ReadVariable();
        if ((presence & HasId) != 0) id = ReadText();
        if ((presence & HasBinaryId) != 0) ReadVariable();
        if ((presence & HasBody) != 0) body = ReadVariable();
        var operation = new ItemOperation(kind, id, key, body, IfMatch: null, IfNoneMatch: null, MinimalReturn: false);
        while (_at < _end) operation = ReadOption(operation);
        return operation;
    }

    private ItemOperation ReadOption(ItemOperation operation)
    {
        var type = ReadByte();
        var token = ReadLength();
        switch (type)
        {
            case BatchFormat.Utf8 when token == IfMatchToken:
                return operation with { IfMatch = ReadText() };
            case BatchFormat.Utf8 when token == IfNoneMatchToken:
                return operation with { IfNoneMatch = ReadText() };
            case BatchFormat.Utf8:
                ReadVariable();
                return operation;
            case BatchFormat.True or BatchFormat.False:
                return token == MinimalReturnToken ? operation with { MinimalReturn = type == BatchFormat.True } : operation;
            case BatchFormat.Int32 or BatchFormat.UInt32:
                Skip(sizeof(int));
                return operation;
            case BatchFormat.Double:
                Skip(sizeof(double));
                return operation;
            default:
                throw Malformed();
        }
    }

    private void ReadMark(uint schema)
    {
        if (ReadByte() != BatchFormat.Row || (uint)ReadInt32() != schema) throw Malformed();
    }

    private byte ReadByte()
    {
        var at = Skip(1);
        return _bytes[at];
    }

    private int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(_bytes.Slice(Skip(sizeof(int)), sizeof(int)));

    private string ReadText()
    {
        try
        {
            return s_strict.GetString(ReadVariable().Span);
        }
        catch (DecoderFallbackException)
        {
            throw Malformed();
        }
    }

    private ReadOnlyMemory<byte> ReadVariable()
    {
        var length = ReadLength();
        return _all.Slice(Skip(length), length);
    }

    /// <summary>LEB128, of what can be a length here: at most four bytes, so never negative.</summary>
    private int ReadLength()
    {
        const int longest = 4;
        var value = 0;
        for (var i = 0; i < longest; i++)
        {
            var part = ReadByte();
            value |= (part & 0x7F) << (7 * i);
            if (part < 0x80) return value;
        }

        throw Malformed();
    }

    private int Skip(int count)
    {
        if (count > _end - _at) throw Malformed();
        var at = _at;
        _at += count;
        return at;
    }

    private static RequestException Malformed() => RequestErrors.BadRequest("The body of the batch is malformed.");
}
