using Serverless.LocalCosmos.Engine;

namespace Serverless.LocalCosmos.Protocol.Hosting;

/// <summary>Reads a body of known or unknown length, and no more of it than is allowed.</summary>
internal static class BoundedBody
{
    private const int FirstBuffer = 4096;

    /// <exception cref="RequestException">413: there is more than <paramref name="limit"/>.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Stream stream, long? length, int limit, CancellationToken cancellation)
    {
        if (length > limit) throw RequestErrors.TooLarge();
        // Not pooled: the engine may still look at the bytes when a cancelled request is long gone.
        var buffer = GC.AllocateUninitializedArray<byte>(length is { } known ? (int)known : FirstBuffer);
        var count = 0;
        while (true)
        {
            if (count == buffer.Length)
            {
                if (count == length) return buffer;
                if (count > limit) throw RequestErrors.TooLarge();
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, limit + 1));
            }

            var read = await stream.ReadAsync(buffer.AsMemory(count), cancellation);
            if (read == 0) return buffer.AsMemory(0, count);
            count += read;
        }
    }
}
