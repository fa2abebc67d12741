using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Serverless.Functions.Orchestrations.SubjectExport.Packaging;

/// <summary>Reads a package as whoever downloads it would, and compares every byte with what was collected.</summary>
public static class PackageCheck
{
    /// <param name="package">Can be sought in.</param>
    /// <returns>What is wrong, in words without personal data; null where nothing is.</returns>
    public static async Task<string?> FaultAsync(Stream package, PackedExport expected, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(expected);
        try
        {
            if (package.Length != expected.Size) return "the package is not as long as it was";
            await using var zip = await ZipArchive.CreateAsync(package, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellation);
            var entries = zip.Entries.ToLookup(entry => entry.FullName, StringComparer.Ordinal);
            if (entries.Count != zip.Entries.Count || entries.Count != expected.Files.Count + 1) return "the package has other files than it should have";
            if (!entries.Contains(Manifest.Path)) return "the manifest is missing";
            if ((await MeasureAsync(entries[Manifest.Path].Single(), cancellation)).Sha256 != expected.Manifest) return "the manifest is not as it was written";
            await using (var manifest = await entries[Manifest.Path].Single().OpenAsync(cancellation))
            {
                if (!(await Manifest.ReadAsync(manifest, cancellation)).SequenceEqual(expected.Files)) return "the manifest lists other files than were collected";
            }

            foreach (var file in expected.Files)
            {
                if (!entries.Contains(file.Path)) return $"{file.Path} is missing";
                if (await MeasureAsync(entries[file.Path].Single(), cancellation) != file) return $"{file.Path} is not as it was collected";
            }

            return null;
        }
        catch (Exception e) when (e is InvalidDataException or CryptographicException or JsonException or EndOfStreamException)
        {
            return "the package cannot be read";
        }
    }

    private static async Task<ExportFile> MeasureAsync(ZipArchiveEntry entry, CancellationToken cancellation)
    {
        await using var content = await entry.OpenAsync(cancellation);
        await using var measured = new MeasuredStream(Stream.Null);
        await content.CopyToAsync(measured, cancellation);
        return measured.Measured(entry.FullName);
    }
}
