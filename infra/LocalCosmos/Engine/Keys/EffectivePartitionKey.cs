using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Engine.Keys;

/// <summary>
/// The place of a partition key in the space that ranges divide: the version 2 hash of the SDK, 16 bytes for a plain key
/// and 16 bytes per level for a hierarchical one, whose prefixes are therefore prefixes here too.
/// </summary>
internal static class EffectivePartitionKey
{
    public const int BytesPerLevel = 16;

    private const byte UndefinedMark = 0x00;
    private const byte NullMark = 0x01;
    private const byte FalseMark = 0x02;
    private const byte TrueMark = 0x03;
    private const byte NumberMark = 0x05;
    private const byte StringMark = 0x08;
    private const byte StringEnd = 0xFF;
    private const int StackLimit = 512;

    public static byte[] Of(IReadOnlyList<Value> components, PartitionKeyKind kind)
    {
        if (kind == PartitionKeyKind.Hash && components.Count != 1)
            throw new ArgumentException("A plain partition key has one component.", nameof(components));
        var epk = new byte[components.Count * BytesPerLevel];
        for (var level = 0; level < components.Count; level++)
            Hash(components[level], epk.AsSpan(level * BytesPerLevel, BytesPerLevel));
        return epk;
    }

    public static string ToText(ReadOnlySpan<byte> epk) => Convert.ToHexString(epk);

    private static void Hash(in Value component, Span<byte> destination)
    {
        var text = component.Kind == ValueKind.String ? component.AsString : "";
        var bound = Encoding.UTF8.GetMaxByteCount(text.Length) + 9;
        byte[]? rented = null;
        var buffer = bound <= StackLimit ? stackalloc byte[StackLimit] : rented = ArrayPool<byte>.Shared.Rent(bound);
        var (low, high) = MurmurHash.Hash128(buffer[..Encode(component, text, buffer)]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);

        // Both halves little-endian and then all sixteen bytes reversed, which is high before low in big-endian.
        BinaryPrimitives.WriteUInt64BigEndian(destination, high);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], low);
        destination[0] &= 0x3F;
    }

    private static int Encode(in Value component, string text, Span<byte> buffer)
    {
        switch (component.Kind)
        {
            case ValueKind.Undefined:
                buffer[0] = UndefinedMark;
                return 1;
            case ValueKind.Null:
                buffer[0] = NullMark;
                return 1;
            case ValueKind.Boolean:
                buffer[0] = component.AsBoolean ? TrueMark : FalseMark;
                return 1;
            case ValueKind.Number:
                buffer[0] = NumberMark;
                BinaryPrimitives.WriteDoubleLittleEndian(buffer[1..], component.AsNumber);
                return 9;
            case ValueKind.String:
                buffer[0] = StringMark;
                var length = Encoding.UTF8.GetBytes(text, buffer[1..]);
                buffer[1 + length] = StringEnd;
                return length + 2;
            default:
                throw new ArgumentException($"A partition key cannot hold a value of kind {component.Kind}.", nameof(component));
        }
    }
}
