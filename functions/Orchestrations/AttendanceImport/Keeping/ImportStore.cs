using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.AttendanceImport.Keeping;

/// <summary>
/// The documents of imports, in a container whose documents expire. Each is made once: whoever makes it again finds it as it
/// is, so that an import which broke off anywhere goes on when it is sent again.
/// </summary>
public sealed class ImportStore(Database database)
{
    private static readonly ItemRequestOptions WithoutContent = new() { EnableContentResponseOnWrite = false };

    private readonly Container _container = database.GetContainer(PlatformContainers.Imports.Name);

    /// <returns>Null where it is new; else the import that was there before.</returns>
    public async Task<ImportDocument?> AddAsync(ImportDocument import, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(import);
        if (await CreateAsync(import, import.TenantId, import.SubjectId, cancellation)) return null;
        return await FindAsync(import.TenantId, import.ImportId, cancellation) ?? throw new InvalidOperationException($"The import {import.ImportId} was there and is gone.");
    }

    public Task AddAsync(ImportPart part, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(part);
        return CreateAsync(part, part.TenantId, part.SubjectId, cancellation);
    }

    /// <summary>Null where the tenant has none of this id.</summary>
    public async Task<ImportDocument?> FindAsync(string tenantId, Guid importId, CancellationToken cancellation) =>
        (await ReadAsync<ImportDocument>(ImportDocument.DocumentId, tenantId, importId, cancellation)).Document;

    public async Task<ImportPart?> FindPartAsync(string tenantId, Guid importId, int number, CancellationToken cancellation)
    {
        var (part, etag) = await ReadAsync<ImportPart>(ImportPart.IdOf(number), tenantId, importId, cancellation);
        return part is null ? null : part with { ETag = etag };
    }

    /// <returns>False where another has replaced it since it was read.</returns>
    public async Task<bool> TryReplaceAsync(ImportPart part, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(part);
        using var content = Stream(part);
        using var answer = await _container.ReplaceItemStreamAsync(
            content, part.Id, Partitions.Of(part.TenantId, part.SubjectId), new() { IfMatchEtag = part.ETag, EnableContentResponseOnWrite = false }, cancellation);
        if (answer.StatusCode == HttpStatusCode.PreconditionFailed) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    /// <summary>Whoever comes later says the same: an import ends in one way.</summary>
    public async Task EndAsync(ImportDocument import, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(import);
        using var content = Stream(import);
        using var answer = await _container.ReplaceItemStreamAsync(content, import.Id, Partitions.Of(import.TenantId, import.SubjectId), WithoutContent, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A tenant's, the newest first.</summary>
    /// <returns>Null where the continuation is not one of this list.</returns>
    public async Task<Page<ImportDocument>?> ListAsync(string tenantId, int size, string? continuation, CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.kind = @kind ORDER BY c.acceptedAt DESC").WithParameter("@kind", ImportDocument.DocumentKind);
        using var pages = _container.GetItemQueryStreamIterator(query, continuation, new QueryRequestOptions { PartitionKey = Partitions.Of(tenantId), MaxItemCount = size });
        using var answer = await pages.ReadNextAsync(cancellation);
        if (answer.StatusCode == HttpStatusCode.BadRequest && continuation is not null) return null;
        answer.EnsureSuccessStatusCode();
        var found = (await JsonSerializer.DeserializeAsync<Found>(answer.Content, DocumentJson.Options, cancellation))!;
        return new Page<ImportDocument>(found.Documents, answer.ContinuationToken);
    }

    /// <returns>False where it is there already.</returns>
    private async Task<bool> CreateAsync<T>(T document, string tenantId, string subjectId, CancellationToken cancellation)
    {
        using var content = Stream(document);
        using var answer = await _container.CreateItemStreamAsync(content, Partitions.Of(tenantId, subjectId), WithoutContent, cancellation);
        if (answer.StatusCode == HttpStatusCode.Conflict) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    private async Task<(T? Document, string ETag)> ReadAsync<T>(string id, string tenantId, Guid importId, CancellationToken cancellation)
        where T : class
    {
        using var answer = await _container.ReadItemStreamAsync(id, Partitions.Of(tenantId, ImportDocument.SubjectOf(importId)), cancellationToken: cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound) return (null, "");
        answer.EnsureSuccessStatusCode();
        return (await JsonSerializer.DeserializeAsync<T>(answer.Content, DocumentJson.Options, cancellation), answer.Headers.ETag ?? "");
    }

    private static MemoryStream Stream<T>(T document) => new(JsonSerializer.SerializeToUtf8Bytes(document, DocumentJson.Options), writable: false);

    private sealed record Found([property: JsonPropertyName("Documents")] IReadOnlyList<ImportDocument> Documents);
}
