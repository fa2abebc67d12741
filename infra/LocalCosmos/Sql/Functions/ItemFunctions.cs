using System.Buffers.Binary;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Functions on an item as a whole.</summary>
internal static class ItemFunctions
{
    private const int RidLength = 16;

    public static readonly Function[] All = [Function.Of("DOCUMENTID", DocumentId)];

    // A rid is the database (4 bytes), the container (4) and the item's own number (8), in base 64 without slashes.
    private static Value DocumentId(Value item)
    {
        if (item["_rid"] is not { Kind: ValueKind.String } rid) return Value.Undefined;
        Span<byte> bytes = stackalloc byte[RidLength];
        return Convert.TryFromBase64String(rid.AsString.Replace('-', '/'), bytes, out var length) && length == RidLength
            ? Value.OfInteger(BinaryPrimitives.ReadInt64LittleEndian(bytes[^sizeof(long)..]))
            : Value.Undefined;
    }
}
