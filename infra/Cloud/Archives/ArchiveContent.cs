using System.IO.Compression;
using System.Text.Json;
using Azure.Storage.Blobs.Models;

namespace Serverless.Cloud.Archives;

/// <summary>A blob of an archive as a whole.</summary>
internal static class ArchiveContent
{
    /// <summary>What it still holds: of each record its state, and then its events.</summary>
    /// <exception cref="ArchiveDamagedException">It is not what was written last.</exception>
    public static IReadOnlyList<JsonElement> DocumentsOf(BlobDownloadResult blob)
    {
        if (!blob.Details.Metadata.TryGetValue(ArchiveBlobs.HashKey, out var hash) || ArchiveBlobs.HashOf(blob.Content) != hash)
            throw new ArchiveDamagedException("a blob holds something else than what was written there");
        var documents = new List<JsonElement>();
        try
        {
            using var lines = new StreamReader(new GZipStream(blob.Content.ToStream(), CompressionMode.Decompress));
            while (lines.ReadLine() is { } line) documents.Add(JsonSerializer.Deserialize<JsonElement>(line));
            return documents;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            throw new ArchiveDamagedException("a blob does not hold what archives hold", e);
        }
    }
}
