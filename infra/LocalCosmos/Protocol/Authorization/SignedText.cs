using System.Text;

namespace Serverless.LocalCosmos.Protocol.Authorization;

/// <summary>The text that a client signs, written into a caller's buffer.</summary>
internal static class SignedText
{
    /// <summary>Type and link of what a request is about: of a feed or a create, the owner's link.</summary>
    public static (string Type, int LinkSegments) Subject(ResourceTarget target)
    {
        var segments = target.Segments;
        if (target.Kind == ResourceKind.PartitionKeyDelete) return ("colls", 4);
        if (segments.Count == 0) return ("", 0);
        return segments.Count % 2 == 0 ? (segments[^2], segments.Count) : (segments[^1], segments.Count - 1);
    }

    public static int Bound(string method, ResourceTarget target, string date)
    {
        var characters = method.Length + date.Length + 64;
        foreach (var segment in target.Segments) characters += segment.Length + 1;
        return Encoding.UTF8.GetMaxByteCount(characters);
    }

    /// <param name="byRid">Sign the last rid alone, in lower case, as clients do that address by rid.</param>
    public static int Write(
        Span<byte> buffer,
        string method,
        ResourceTarget target,
        string date,
        bool dateIsOwnHeader,
        bool byRid)
    {
        var (type, count) = Subject(target);
        var length = Lower(method, buffer);
        buffer[length++] = (byte)'\n';
        length += Lower(type, buffer[length..]);
        buffer[length++] = (byte)'\n';
        length += byRid ? Lower(target.Segments[count - 1], buffer[length..]) : Link(target.Segments, count, buffer[length..]);
        buffer[length++] = (byte)'\n';
        if (dateIsOwnHeader) length += Lower(date, buffer[length..]);
        buffer[length++] = (byte)'\n';
        if (!dateIsOwnHeader) length += Lower(date, buffer[length..]);
        buffer[length++] = (byte)'\n';
        return length;
    }

    private static int Link(IReadOnlyList<string> segments, int count, Span<byte> buffer)
    {
        var length = 0;
        for (var i = 0; i < count; i++)
        {
            if (i > 0) buffer[length++] = (byte)'/';
            length += Encoding.UTF8.GetBytes(segments[i], buffer[length..]);
        }

        return length;
    }

    private static int Lower(string text, Span<byte> buffer)
    {
        var length = Encoding.UTF8.GetBytes(text, buffer);
        for (var i = 0; i < length; i++)
        {
            if (buffer[i] is >= (byte)'A' and <= (byte)'Z') buffer[i] |= 0x20;
        }

        return length;
    }
}
