using System.Runtime.CompilerServices;
using Serverless.Cloud.Blobs;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Sealing;

namespace Serverless.Functions.Orchestrations.SubjectExport.Packaging;

/// <summary>Where the parts of an export lie, and the package that is made of them; all of it sealed.</summary>
public sealed class ExportBlobs(SealedBlobs blobs)
{
    private const string Package = "package";
    private const string Parts = "parts/";

    internal async Task<PartWriter> WriteAsync(SubjectExportPlace export, SubjectKey key, string path, CancellationToken cancellation) =>
        new(await blobs.WriteAsync(PlaceOf(export, Parts + path), key, cancellation), path);

    /// <exception cref="InvalidDataException">The part is not there.</exception>
    internal async Task<Stream> ReadAsync(SubjectExportPlace export, SubjectKey key, string path, CancellationToken cancellation) =>
        await blobs.OpenAsync(PlaceOf(export, Parts + path), key, cancellation) ?? throw new InvalidDataException($"The part {path} of the export {export.ExportId} is not there.");

    internal Task<SealedBlobWriter> WritePackageAsync(SubjectExportPlace export, SubjectKey key, CancellationToken cancellation) =>
        blobs.WriteAsync(PlaceOf(export, Package), key, cancellation);

    /// <summary>Null where there is none, or its key is gone.</summary>
    internal async Task<Stream?> ReadPackageAsync(SubjectExportPlace export, SubjectKey key, CancellationToken cancellation) =>
        await blobs.OpenAsync(PlaceOf(export, Package), key, cancellation);

    internal Task DeletePartsAsync(SubjectExportPlace export, CancellationToken cancellation) => DeleteAsync(PlaceOf(export, Parts), cancellation);

    /// <summary>Parts, package, and what is being written of them.</summary>
    internal Task DeleteAllAsync(SubjectExportPlace export, CancellationToken cancellation) => DeleteAsync(PlaceOf(export, ""), cancellation);

    /// <summary>Of all exports of a subject.</summary>
    /// <returns>How many blobs there were.</returns>
    internal Task<long> DeleteAllAsync(SubjectPlace subject, CancellationToken cancellation) =>
        blobs.DeleteAsync(SubjectExportOptions.Container.Name, SealedBlobPlace.FolderOf(subject.TenantId, subject.SubjectId), cancellation);

    internal async Task<long> CountAsync(SubjectPlace subject, CancellationToken cancellation) =>
        await blobs.ListAsync(SubjectExportOptions.Container.Name, SealedBlobPlace.FolderOf(subject.TenantId, subject.SubjectId), cancellation).LongCountAsync(cancellation);

    /// <summary>Of everybody: which export each blob is of, and when it was made. What is being written has no time yet, and is left out.</summary>
    internal async IAsyncEnumerable<(SubjectExportPlace Export, DateTimeOffset MadeAt)> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var blob in blobs.ListAsync(SubjectExportOptions.Container.Name, prefix: "", cancellation))
        {
            if (blob.At is { } at && blob.Name.Split('/', 4) is [var tenant, var subject, var export, _] && Guid.TryParse(subject, out var personId) && Guid.TryParse(export, out var exportId))
                yield return (new SubjectExportPlace(tenant, personId, exportId), at);
        }
    }

    private Task<long> DeleteAsync(SealedBlobPlace place, CancellationToken cancellation) => blobs.DeleteAsync(place.Container, place.BlobName, cancellation);

    private static SealedBlobPlace PlaceOf(SubjectExportPlace export, string path) =>
        new(SubjectExportOptions.Container.Name, export.TenantId, export.PersonId.ToString(), $"{export.ExportId}/{path}");
}

/// <summary>A part in the making.</summary>
internal sealed class PartWriter(SealedBlobWriter blob, string path) : IAsyncDisposable
{
    private readonly MeasuredStream _content = new(blob.Content);

    public Stream Content => _content;

    public async Task<ExportFile> CompleteAsync(CancellationToken cancellation)
    {
        await blob.CompleteAsync(cancellation);
        return _content.Measured(path);
    }

    public async ValueTask DisposeAsync()
    {
        await _content.DisposeAsync();
        await blob.DisposeAsync();
    }
}
