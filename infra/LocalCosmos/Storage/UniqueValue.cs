using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// A document's values for one unique key as bytes that are equal when the values are. A missing value counts as null: the
/// service has no sparse unique keys.
/// </summary>
internal static class UniqueValue
{
    private const int MaxBytes = 128;

    public static byte[] Of(JsonElement document, IReadOnlyList<string[]> paths)
    {
        var value = new ArrayBufferWriter<byte>();
        foreach (var path in paths) Append(value, Find(document, path));
        return value.WrittenCount <= MaxBytes ? value.WrittenSpan.ToArray() : SHA256.HashData(value.WrittenSpan);
    }

    private static JsonElement? Find(JsonElement element, string[] path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        }

        return element;
    }

    private static void Append(ArrayBufferWriter<byte> value, JsonElement? element)
    {
        var present = element.GetValueOrDefault();
        if (present.ValueKind is not (JsonValueKind.String or JsonValueKind.Array or JsonValueKind.Object))
        {
            // A number's key has no fixed length, so what follows could run into it.
            var key = element is null ? IndexKey.Null : IndexKey.Encode(present);
            value.Write([(byte)key.Length]);
            value.Write(key);
            return;
        }

        var text = present.ValueKind == JsonValueKind.String
            ? MemoryMarshal.AsBytes(present.GetString().AsSpan())
            : JsonMarshal.GetRawUtf8Value(present);
        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)(0x80 | (int)present.ValueKind);
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], text.Length);
        value.Write(head);
        value.Write(text);
    }
}
