using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Serverless.Acceptance.Privacy.Scanning;
using Serverless.Kernel.Sealing;

namespace Serverless.Acceptance.Privacy;

/// <summary>Sealed blobs of a subject, byte by byte as they were taken from the account: copies such as a backup or a thief may have, after the blobs are gone.</summary>
internal sealed class SealedCopies
{
    private const int HeadSize = 6;

    private readonly Dictionary<string, (SealPlace Place, byte[] Bytes)> _copies = new(StringComparer.Ordinal);

    /// <summary>Adds those that there are now.</summary>
    /// <returns>Their names.</returns>
    public async Task<IReadOnlyList<string>> TakeAsync(string account, string container, string tenantId, Guid personId)
    {
        var (blobs, folder, found) = (new BlobContainerClient(account, container), $"{tenantId}/{personId}/", new List<string>());
        await foreach (var blob in blobs.GetBlobsAsync(states: BlobStates.Uncommitted, prefix: folder))
        {
            found.Add(blob.Name);
            var place = new SealPlace(tenantId, personId.ToString(), $"blobs/{container}", blob.Name[folder.Length..], "/contentKey");
            _copies[blob.Name] = (place, (await blobs.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray());
        }

        return found;
    }

    /// <returns>Names of those of which one of the keys makes what is looked for; each key is tried on each, whatever they say by which it was sealed.</returns>
    public async Task<IReadOnlyList<string>> OpenedByAsync(IReadOnlyList<byte[]> keys, Scanner scanner)
    {
        var opened = new List<string>();
        foreach (var (name, copy) in _copies)
        {
            foreach (var key in keys)
            {
                if (await OpenAsync(copy.Bytes, key, copy.Place) is { } package && Holds(package, scanner)) opened.Add(name);
            }
        }

        return opened;
    }

    private static async Task<byte[]?> OpenAsync(byte[] bytes, byte[] key, SealPlace place)
    {
        var sealedKey = Encoding.ASCII.GetString(bytes, HeadSize, BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(HeadSize - sizeof(ushort))));
        var named = new SubjectKey(Guid.ParseExact(sealedKey.Split('.')[1], "N"), key);
        try
        {
            await using var opened = await OpeningStream.OpenAsync(new MemoryStream(bytes, writable: false), named, place, CancellationToken.None);
            using var content = new MemoryStream();
            await opened!.CopyToAsync(content);
            return content.ToArray();
        }
        // Another key has sealed it.
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static bool Holds(byte[] package, Scanner scanner)
    {
        using var archive = new ZipArchive(new MemoryStream(package, writable: false), ZipArchiveMode.Read);
        return archive.Entries.Any(entry =>
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            return scanner.In(entry.FullName, bytes.ToArray()).Count > 0;
        });
    }
}
