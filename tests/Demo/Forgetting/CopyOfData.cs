using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Serverless.Demo.Playing;

namespace Serverless.Demo.Forgetting;

/// <summary>What somebody gets who asks for their data, each file checked against the list of them.</summary>
internal sealed record CopyOfData(long Size, IReadOnlyList<CopiedFile> Files)
{
    private const string Manifest = "manifest.json";

    /// <summary>Every file is as the list says, and none is missing or besides.</summary>
    public bool IsWhole => Files.Count > 0 && Files.All(file => file.IsAsListed);

    /// <exception cref="Mishap">It is no package.</exception>
    public static CopyOfData Read(byte[] package)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(package), ZipArchiveMode.Read);
            var found = archive.Entries.ToDictionary(entry => entry.FullName, Content, StringComparer.Ordinal);
            var listed = JsonNode.Parse(found[Manifest]).At("files").Items().ToDictionary(file => file.At("path").Text() ?? "", StringComparer.Ordinal);
            return new CopyOfData(package.LongLength, [.. found.Keys.Union(listed.Keys).Where(path => path != Manifest).Select(path => Compared(path, found.GetValueOrDefault(path), listed.GetValueOrDefault(path)))]);
        }
        catch (Exception e) when (e is InvalidDataException or KeyNotFoundException or System.Text.Json.JsonException)
        {
            throw new Mishap($"an export is no package with a manifest: {e.Message}");
        }
    }

    private static CopiedFile Compared(string path, byte[]? content, JsonNode? listed) => new(
        path,
        content?.LongLength ?? 0,
        content is not null && listed.At("size").Number() == content.LongLength && listed.At("sha256").Text() == Convert.ToHexStringLower(SHA256.HashData(content)));

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}

internal sealed record CopiedFile(string Path, long Size, bool IsAsListed);
