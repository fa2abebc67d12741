using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Blobs;

/// <summary>Where something about a subject lies; taken elsewhere, it does not open.</summary>
/// <param name="Path">Below the subject's folder; ids and words of ours, never anything that people have written.</param>
public sealed record SealedBlobPlace(string Container, string TenantId, string SubjectId, string Path)
{
    public string BlobName => FolderOf(TenantId, SubjectId) + Path;

    /// <summary>All that there is of a subject in a container begins so.</summary>
    public static string FolderOf(string tenantId, string subjectId) => $"{tenantId}/{subjectId}/";

    internal SealPlace SealPlace => new(TenantId, SubjectId, $"blobs/{Container}", Path, "/contentKey");
}
