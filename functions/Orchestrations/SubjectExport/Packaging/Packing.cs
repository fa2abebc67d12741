using System.IO.Compression;
using System.Text.Json;
using Serverless.Functions.Orchestrations.SubjectExport.Collecting;
using Serverless.Functions.Orchestrations.SubjectExport.Keeping;
using Serverless.Functions.Orchestrations.SubjectExport.Page;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;

namespace Serverless.Functions.Orchestrations.SubjectExport.Packaging;

/// <summary>Makes one package of what was collected, from stream to stream: no file of it is ever whole in memory, or at rest in clear.</summary>
public sealed class Packing(ExportBlobs blobs, ExportPage page, ExportInformation information)
{
    private static readonly JsonSerializerOptions Readable = new(DocumentJson.Options) { WriteIndented = true };

    /// <exception cref="InvalidDataException">A part is not as it was collected.</exception>
    public async Task<PackedExport> PackAsync(ExportDocument export, SubjectKey key, IReadOnlyList<SectionResult> collected, CancellationToken cancellation)
    {
        await using var package = await blobs.WritePackageAsync(export.Place, key, cancellation);
        var files = new List<ExportFile>();
        string manifest;
        await using var content = new DeferredStream(package.Content);
        await using (var zip = await ZipArchive.CreateAsync(content, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation))
        {
            files.Add(await AddAsync(zip, "index.html", export.RequestedAt, file => page.WriteAsync(file, export, key, collected, cancellation), cancellation));
            files.Add(await AddAsync(zip, "information.json", export.RequestedAt, async file =>
                await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(information.Of(export), Readable), cancellation), cancellation));
            foreach (var expected in collected.SelectMany(section => section.Files))
            {
                var added = await AddAsync(zip, expected.Path, export.RequestedAt, file => CopyAsync(export.Place, key, expected.Path, file, cancellation), cancellation);
                if (added != expected) throw new InvalidDataException($"The part {expected.Path} of the export {export.Id} is not as it was collected.");
                files.Add(added);
            }

            var list = Manifest.Write(export, files);
            manifest = (await AddAsync(zip, Manifest.Path, export.RequestedAt, async file => await file.WriteAsync(list, cancellation), cancellation)).Sha256;
        }

        await content.FlushAsync(cancellation);
        await package.CompleteAsync(cancellation);
        return new PackedExport(package.Content.Position, manifest, files);
    }

    private static async Task<ExportFile> AddAsync(ZipArchive zip, string path, DateTimeOffset at, Func<Stream, Task> write, CancellationToken cancellation)
    {
        var entry = zip.CreateEntry(path, CompressionLevel.Optimal);
        // The same whenever it is packed again.
        entry.LastWriteTime = at.ToUniversalTime();
        await using var content = await entry.OpenAsync(cancellation);
        await using var measured = new MeasuredStream(content);
        await write(measured);
        return measured.Measured(path);
    }

    private async Task CopyAsync(SubjectExportPlace export, SubjectKey key, string path, Stream file, CancellationToken cancellation)
    {
        await using var part = await blobs.ReadAsync(export, key, path, cancellation);
        await part.CopyToAsync(file, cancellation);
    }
}
