using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Serverless.Cloud.Archives;

/// <summary>A record with all that has happened to it, as documents: sealed as they were stored, so that an archive holds nothing in clear either.</summary>
/// <param name="Events">In order.</param>
public sealed record ArchivedRecord(JsonObject State, IReadOnlyList<JsonObject> Events)
{
    /// <summary>What the store writes itself, and would write anew.</summary>
    private static readonly string[] OfTheStore = ["_rid", "_self", "_etag", "_attachments", "_ts"];

    private static ReadOnlySpan<byte> LineEnd => "\n"u8;

    public int Documents => 1 + Events.Count;

    /// <summary>One document per line, the state first.</summary>
    public ArchiveMember Write()
    {
        var lines = new ArrayBufferWriter<byte>();
        foreach (var document in Events.Prepend(State))
        {
            lines.Write(JsonSerializer.SerializeToUtf8Bytes(Plain(document)));
            lines.Write(LineEnd);
        }

        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.SmallestSize, leaveOpen: true)) gzip.Write(lines.WrittenSpan);
        return new ArchiveMember(member.ToArray(), Convert.ToHexStringLower(SHA256.HashData(lines.WrittenSpan)), Documents);
    }

    /// <summary>A document is what is archived of it: whatever the service has added may be another.</summary>
    public bool IsStateAs(JsonObject state) => JsonNode.DeepEquals(Plain(State), Plain(state));

    /// <param name="member">What <see cref="Write"/> has made.</param>
    /// <exception cref="ArchiveDamagedException">It is something else.</exception>
    public static ArchivedRecord Read(ReadOnlyMemory<byte> member, string sha256)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(member.ToArray(), writable: false), CompressionMode.Decompress);
            using var lines = new MemoryStream();
            gzip.CopyTo(lines);
            var text = lines.GetBuffer().AsSpan(0, (int)lines.Length);
            if (Convert.ToHexStringLower(SHA256.HashData(text)) != sha256) throw new ArchiveDamagedException("it holds something else than what was archived");
            var documents = new List<JsonObject>();
            foreach (var line in text.Split(LineEnd))
            {
                if (text[line].Length > 0) documents.Add(JsonNode.Parse(text[line])!.AsObject());
            }

            return new ArchivedRecord(documents[0], documents[1..]);
        }
        catch (InvalidDataException e)
        {
            throw new ArchiveDamagedException("it is not compressed as archives are", e);
        }
    }

    private static JsonObject Plain(JsonObject document) =>
        new(document.Where(field => !OfTheStore.Contains(field.Key)).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
}
