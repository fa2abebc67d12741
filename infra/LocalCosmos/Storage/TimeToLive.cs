using System.Text.Json;

namespace Serverless.LocalCosmos.Storage;

/// <summary>When an item expires: its own <c>ttl</c> goes before the container's, and counts only if the container has one.</summary>
internal static class TimeToLive
{
    private const int Never = -1;

    /// <param name="document">UTF-8 JSON.</param>
    /// <param name="containerDefault">Seconds, -1 for none by default, null when the container's items never expire.</param>
    /// <param name="timestamp">The item's <c>_ts</c>.</param>
    /// <returns>Unix seconds, or null for never.</returns>
    public static long? ExpiresAt(ReadOnlySpan<byte> document, int? containerDefault, long timestamp) =>
        containerDefault is null ? null : ExpiresAt(Own(document), containerDefault, timestamp);

    /// <param name="own">The item's <c>ttl</c>; null when it has none.</param>
    public static long? ExpiresAt(long? own, int? containerDefault, long timestamp)
    {
        if (containerDefault is not { } seconds) return null;
        var applies = own ?? seconds;
        return applies == Never ? null : timestamp + applies;
    }

    private static long? Own(ReadOnlySpan<byte> document)
    {
        var reader = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = int.MaxValue });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isTtl = reader.ValueTextEquals("ttl"u8);
            reader.Read();
            if (isTtl) return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var seconds) ? seconds : null;
            reader.Skip();
        }

        return null;
    }
}
