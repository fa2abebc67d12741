using System.IO.Compression;

namespace Serverless.Cloud.Archives;

/// <summary>A record in an archive: a gzip member. Archives are members one after another, which is what gzip calls a file.</summary>
/// <param name="Sha256">Of its content; lower-case hexadecimal.</param>
/// <param name="Documents">In it.</param>
public sealed record ArchiveMember(ReadOnlyMemory<byte> Bytes, string Sha256, int Documents)
{
    /// <summary>The ten bytes with which a member begins that has a comment (RFC 1952).</summary>
    private static ReadOnlySpan<byte> WithComment => [0x1f, 0x8b, 8, 0x10, 0, 0, 0, 0, 0, 0xff];

    /// <summary>End of the comment, an empty block, the checksum and the length of nothing.</summary>
    private static ReadOnlySpan<byte> Nothing => [0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>What takes the place of a member that is erased: as long, so that nothing else moves, and holding nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No member is so short.</exception>
    public static byte[] Blank(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, WithComment.Length + Nothing.Length);
        var blank = new byte[length];
        blank.AsSpan().Fill((byte)' ');
        WithComment.CopyTo(blank);
        Nothing.CopyTo(blank.AsSpan(length - Nothing.Length));
        return blank;
    }

    public static bool IsBlank(ReadOnlySpan<byte> member) => member.Length >= WithComment.Length + Nothing.Length && member.SequenceEqual(Blank(member.Length));

    /// <summary>Whether blank members are all that there is, or were: to be blank twice is to be blank.</summary>
    public static bool HoldsNothing(ReadOnlyMemory<byte> members)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(members.ToArray(), writable: false), CompressionMode.Decompress);
            return gzip.ReadByte() < 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
