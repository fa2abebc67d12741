using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Serverless.Cloud.Archives;

namespace Serverless.Unit.Archives;

public sealed class ArchivedRecordTests
{
    [Fact]
    [Trait("Requirement", "S71")]
    public void What_is_written_is_read_again_without_what_the_store_writes_itself()
    {
        var member = Some("one").Write();
        var read = ArchivedRecord.Read(member.Bytes, member.Sha256);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"id":"one","data":{"name":"sealed"}}"""), read.State));
        Assert.Equal([1, 2], read.Events.Select(fact => (int)fact["version"]!));
        Assert.Equal((3, 3), (member.Documents, read.Documents));
        Assert.True(member.Bytes.Length < Encoding.UTF8.GetByteCount(Lines(member.Bytes.ToArray())));
    }

    [Fact]
    public void Members_one_after_another_are_one_file_for_whoever_has_gzip()
    {
        var (one, other) = (Some("one").Write(), Some("other").Write());
        Assert.Equal(6, Lines([.. one.Bytes.Span, .. other.Bytes.Span]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void A_blank_takes_as_much_room_and_leaves_the_others_readable()
    {
        var (one, other) = (Some("one").Write(), Some("other").Write());
        var blank = ArchiveMember.Blank(one.Bytes.Length);
        Assert.Equal(one.Bytes.Length, blank.Length);
        Assert.True(ArchiveMember.IsBlank(blank));
        Assert.False(ArchiveMember.IsBlank(one.Bytes.Span));
        Assert.Equal(Lines(other.Bytes.ToArray()), Lines([.. blank, .. other.Bytes.Span]));
    }

    [Fact]
    public void What_is_damaged_is_refused_wherever_the_damage_is()
    {
        var member = Some("one").Write();
        for (var at = 0; at < member.Bytes.Length; at++)
        {
            var damaged = member.Bytes.ToArray();
            damaged[at] ^= 0x10;
            // The time, the operating system and such say nothing about the content.
            if (at is >= 3 and < 10) continue;
            Assert.Throws<ArchiveDamagedException>(() => ArchivedRecord.Read(damaged, member.Sha256));
        }

        Assert.Throws<ArchiveDamagedException>(() => ArchivedRecord.Read(member.Bytes, Some("other").Write().Sha256));
        Assert.Throws<ArchiveDamagedException>(() => ArchivedRecord.Read(ArchiveMember.Blank(member.Bytes.Length), member.Sha256));
        Assert.Throws<ArchiveDamagedException>(() => ArchivedRecord.Read(ReadOnlyMemory<byte>.Empty, member.Sha256));
    }

    private static ArchivedRecord Some(string id) => new(
        JsonNode.Parse($$"""{"id":"{{id}}","data":{"name":"sealed"},"_etag":"e","_ts":1,"_rid":"r","_self":"s","_attachments":"a"}""")!.AsObject(),
        [.. Enumerable.Range(1, 2).Select(version => JsonNode.Parse($$"""{"id":"{{id}}-{{version}}","version":{{version}},"data":{"said":"{{new string('x', 400)}}"},"_ts":{{version}}}""")!.AsObject())]);

    private static string Lines(byte[] archive)
    {
        using var gzip = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
