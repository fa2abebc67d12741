using System.IO.Compression;
using System.Text;
using Azure.Storage.Blobs;

namespace Serverless.Acceptance.Lifecycle;

/// <summary>What stands in archives of a tenant: the blobs, and their lines as whoever has the blobs reads them.</summary>
internal sealed class ArchivedText : Dictionary<string, string>
{
    public static IReadOnlyList<string> Containers { get; } = ["archives-enrolments", "archives-attendance", "archives-submissions"];

    public string All => string.Join('\n', Values);

    /// <param name="archivals">Their ids; others write to the same account.</param>
    public static async Task<ArchivedText> ReadAsync(string account, string tenantId, IReadOnlyList<string> archivals)
    {
        var found = new ArchivedText();
        foreach (var name in Containers)
        {
            var container = new BlobContainerClient(account, name);
            if (!await container.ExistsAsync()) continue;
            await foreach (var blob in container.GetBlobsAsync(prefix: $"{tenantId}/"))
            {
                if (!archivals.Any(id => blob.Name.Contains(id, StringComparison.Ordinal))) continue;
                await using var content = await container.GetBlobClient(blob.Name).OpenReadAsync();
                await using var lines = new GZipStream(content, CompressionMode.Decompress);
                using var reader = new StreamReader(lines, Encoding.UTF8);
                found.Add($"{name}/{blob.Name}", await reader.ReadToEndAsync());
            }
        }

        return found;
    }
}
