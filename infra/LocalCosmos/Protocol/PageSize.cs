using System.Globalization;
using Serverless.LocalCosmos.Engine;

namespace Serverless.LocalCosmos.Protocol;

/// <summary>How many items a page may hold.</summary>
internal static class PageSize
{
    /// <summary>What the service takes when a feed does not say.</summary>
    private const int Default = 100;

    /// <summary>-1 leaves the size to the server, which then only bounds the bytes.</summary>
    /// <exception cref="RequestException">400.</exception>
    public static int Of(Call call)
    {
        if (call.Header(WireHeaders.MaxItemCount) is not { } text) return Default;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) || count is 0 or < -1)
            throw RequestErrors.BadRequest($"The page size '{text}' must be -1 or a positive number.");
        return count == -1 ? int.MaxValue : count;
    }
}
