using System.Globalization;

namespace Serverless.LocalCosmos.Engine.Items;

/// <summary>The version of an item, derived from where its write stands in the container's log, so that none comes twice.</summary>
internal static class ETag
{
    private const string Any = "*";

    /// <returns>In quotes, as in the header; for example <c>"00000000-002a-0000-0000-692f8c1e0000"</c>.</returns>
    public static string Of(long lsn, int ordinal, long timestamp) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{lsn >> 16:x8}-{lsn & 0xFFFF:x4}-{ordinal >> 16:x4}-{ordinal & 0xFFFF:x4}-{timestamp:x8}0000\"");

    /// <summary>If-Match and If-None-Match: opaque, compared with and without quotes; <c>*</c> stands for every version.</summary>
    public static bool Matches(string condition, string etag) =>
        condition == Any || condition == etag || condition.AsSpan().SequenceEqual(etag.AsSpan(1, etag.Length - 2));
}
