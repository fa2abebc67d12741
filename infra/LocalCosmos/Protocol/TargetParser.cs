using System.Text;
using Serverless.LocalCosmos.Engine;

namespace Serverless.LocalCosmos.Protocol;

/// <summary>
/// Reads the raw target of a request. Nothing is normalised: <c>..</c> and <c>%2F</c> are parts of names, which then
/// name nothing.
/// </summary>
internal static class TargetParser
{
    public const string AdminPrefix = "_localcosmos";

    private const int MaximumLength = 8192;
    private const int MaximumSegments = 8;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="RequestException">400: the target is not well formed.</exception>
    public static ResourceTarget Parse(string rawTarget)
    {
        if (rawTarget.Length > MaximumLength) throw RequestErrors.BadRequest("The request target is too long.");
        var path = PathOf(rawTarget);
        var segments = new List<string>(MaximumSegments);
        while (!path.IsEmpty)
        {
            if (path[0] != '/') throw RequestErrors.BadRequest("The request target must be an absolute path.");
            path = path[1..];
            // One slash at the end is no segment: /dbs/ is /dbs.
            if (path.IsEmpty) break;
            var length = path.IndexOf('/') is var slash and >= 0 ? slash : path.Length;
            if (length == 0) throw RequestErrors.BadRequest("The request path has an empty segment.");
            if (segments.Count == MaximumSegments) return new ResourceTarget(ResourceKind.Unknown, segments);
            segments.Add(Decode(path[..length]));
            path = path[length..];
        }

        return new ResourceTarget(ResourceShape.Of(segments), segments);
    }

    private static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> target)
    {
        var query = target.IndexOfAny('?', '#');
        if (query >= 0) target = target[..query];
        if (target is [] or ['/', ..]) return target;
        // The absolute form that requests through a proxy have.
        var authority = target.IndexOf("://");
        if (authority < 0) return target;
        target = target[(authority + 3)..];
        return target.IndexOf('/') is var path and >= 0 ? target[path..] : [];
    }

    private static string Decode(ReadOnlySpan<char> segment)
    {
        if (!segment.Contains('%') && Ascii.IsValid(segment)) return segment.ToString();
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(segment.Length)];
        var length = 0;
        try
        {
            while (!segment.IsEmpty)
            {
                if (segment[0] != '%')
                {
                    var plain = segment.IndexOf('%') is var next and >= 0 ? next : segment.Length;
                    length += s_strict.GetBytes(segment[..plain], bytes.AsSpan(length));
                    segment = segment[plain..];
                    continue;
                }

                if (segment.Length < 3 || !char.IsAsciiHexDigit(segment[1]) || !char.IsAsciiHexDigit(segment[2])) throw Malformed();
                bytes[length++] = (byte)((Hex(segment[1]) << 4) | Hex(segment[2]));
                segment = segment[3..];
            }

            return s_strict.GetString(bytes, 0, length);
        }
        catch (ArgumentException)
        {
            throw Malformed();
        }
    }

    private static int Hex(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static RequestException Malformed() => RequestErrors.BadRequest("The request path is not valid percent-encoded UTF-8.");
}
