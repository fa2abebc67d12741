namespace Serverless.Acceptance.Telemetry;

/// <summary>Reads a message of protocol buffers without knowing its type: numbered fields, as they come.</summary>
internal static class WireReader
{
    public static IEnumerable<(int Number, ReadOnlyMemory<byte> Content)> Fields(ReadOnlyMemory<byte> message)
    {
        var at = 0;
        while (at < message.Length)
        {
            var key = Varint(message.Span, ref at);
            var length = (int)(key & 7) switch
            {
                0 => LengthOfVarint(message.Span, at),
                1 => 8,
                2 => (int)Varint(message.Span, ref at),
                5 => 4,
                var type => throw new InvalidDataException($"There is no wire type {type}."),
            };
            yield return ((int)(key >> 3), message.Slice(at, length));
            at += length;
        }
    }

    /// <summary>The content of every field of this number.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> All(ReadOnlyMemory<byte> message, int number) =>
        Fields(message).Where(field => field.Number == number).Select(field => field.Content);

    private static int LengthOfVarint(ReadOnlySpan<byte> message, int at)
    {
        var from = at;
        Varint(message, ref at);
        return at - from;
    }

    private static ulong Varint(ReadOnlySpan<byte> message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var one = message[at++];
            value |= (ulong)(one & 0x7f) << shift;
            if (one < 0x80) return value;
        }
    }
}
