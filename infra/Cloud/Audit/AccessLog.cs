using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Audit;

/// <summary>Who has read or written a subject's personal data, as the subject may know it.</summary>
public sealed class AccessLog(AuditDocuments documents, SubjectKeys keys)
{
    private const string Network = "/from";

    /// <summary>All entries, the oldest first, opened.</summary>
    public async IAsyncEnumerable<AuditEntry> ReadAsync(string tenantId, string subjectId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var subject = new SubjectPlace(tenantId, subjectId);
        var key = await keys.FindAsync(tenantId, subjectId, cancellation);
        await foreach (var document in documents.WalkAsync(subject, cancellation)) yield return Open(document, key);
    }

    /// <summary>At most so many entries, opened, the newest first.</summary>
    /// <param name="before">The entry that the page before ended with.</param>
    public async Task<IReadOnlyList<AuditEntry>> PageAsync(SubjectPlace subject, long before, int size, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var key = await keys.FindAsync(subject.TenantId, subject.SubjectId, cancellation);
        var query = new QueryDefinition("SELECT TOP @size * FROM c WHERE c.sequence < @before ORDER BY c.sequence DESC")
            .WithParameter("@size", size).WithParameter("@before", before);
        var page = new List<AuditEntry>(size);
        await foreach (var document in documents.QueryAsync(query, AuditDocuments.PartitionOf(subject), cancellation)) page.Add(Open(document, key));
        return page;
    }

    /// <summary>A page of entries, not opened.</summary>
    /// <returns>Null where the continuation is not one of this list.</returns>
    public Task<Page<AuditEntry>?> FindAsync(AuditQuery query, int size, string? continuation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.ReadAsync(documents.Container, size, continuation, cancellation);
    }

    internal static SealPlace PlaceOfNetwork(SubjectPlace subject, string id) =>
        new(subject.TenantId, subject.SubjectId, PlatformContainers.Audit.Name, id, Network);

    private static AuditEntry Open(JsonObject document, SubjectKey? key)
    {
        var entry = DocumentJson.Read<AuditEntry>(document);
        return entry.From is null ? entry : entry with { From = key?.Open(entry.From, PlaceOfNetwork(new SubjectPlace(entry.TenantId, entry.SubjectId), entry.Id)) };
    }
}
