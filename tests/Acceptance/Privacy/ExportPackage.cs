using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Serverless.Acceptance.Privacy;

/// <summary>A package as whoever downloads it has it.</summary>
internal sealed class ExportPackage(string id, IReadOnlyDictionary<string, byte[]> files)
{
    public string Id => id;

    public IReadOnlyDictionary<string, byte[]> Files => files;

    public string Page => Encoding.UTF8.GetString(files["index.html"]);

    public JsonObject Manifest => Json("manifest.json");

    public static ExportPackage Read(string id, byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
        return new ExportPackage(id, archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var content = entry.Open();
            var bytes = new MemoryStream();
            content.CopyTo(bytes);
            return bytes.ToArray();
        }, StringComparer.Ordinal));
    }

    public JsonObject Json(string path) => JsonNode.Parse(files[path])!.AsObject();

    public IReadOnlyList<JsonObject> Records(string section) => [.. Json($"data/{section}.json")["records"]!.AsArray().Select(record => record!.AsObject())];

    public IReadOnlyList<JsonObject> Items(string section) => [.. Json($"data/{section}.json")["items"]!.AsArray().Select(item => item!.AsObject())];

    public IReadOnlyList<JsonObject> RecordsAsOf(string section) => [.. Json($"as-of/{section}.json")["records"]!.AsArray().Select(record => record!.AsObject())];

    /// <summary>Every file that it lists is there as it lists it, and no other.</summary>
    public void AssertWhole()
    {
        var listed = Manifest["files"]!.AsArray().ToDictionary(file => (string)file!["path"]!, file => file!, StringComparer.Ordinal);
        Assert.Equal(files.Keys.Where(path => path != "manifest.json").Order(StringComparer.Ordinal), listed.Keys.Order(StringComparer.Ordinal));
        Assert.All(listed, file =>
        {
            Assert.Equal(files[file.Key].LongLength, (long)file.Value["size"]!);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(files[file.Key])), (string?)file.Value["sha256"]);
        });
    }
}
