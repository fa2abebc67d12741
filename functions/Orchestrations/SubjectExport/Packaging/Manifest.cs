using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Functions.Orchestrations.SubjectExport.Keeping;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.SubjectExport.Packaging;

/// <summary>The file that lists all others, with size and hash.</summary>
public static class Manifest
{
    public const string Path = "manifest.json";

    private static readonly JsonSerializerOptions Readable = new(DocumentJson.Options) { WriteIndented = true };

    public static byte[] Write(ExportDocument export, IReadOnlyList<ExportFile> files)
    {
        var manifest = new JsonObject
        {
            ["exportId"] = export.Id,
            ["personId"] = export.SubjectId,
            ["requestedAt"] = DocumentJson.Time(export.RequestedAt),
            ["asOf"] = export.AsOf is { } asOf ? DocumentJson.Time(asOf) : null,
            ["files"] = new JsonArray([.. files.Select(DocumentJson.Write)]),
        };
        return JsonSerializer.SerializeToUtf8Bytes(manifest, Readable);
    }

    /// <exception cref="JsonException">It is no manifest.</exception>
    public static async Task<IReadOnlyList<ExportFile>> ReadAsync(Stream manifest, CancellationToken cancellation) =>
        (await JsonSerializer.DeserializeAsync<Listed>(manifest, DocumentJson.Options, cancellation))?.Files ?? throw new JsonException("It lists no files.");

    private sealed record Listed(IReadOnlyList<ExportFile> Files);
}
