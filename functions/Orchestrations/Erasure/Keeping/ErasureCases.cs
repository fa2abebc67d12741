using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.Erasure.Keeping;

/// <summary>Erasures, with their certificates and the ledger of them, in the container of what officers did.</summary>
public sealed class ErasureCases(Database database)
{
    private static readonly ItemRequestOptions WithoutContent = new() { EnableContentResponseOnWrite = false };

    private readonly Container _container = database.GetContainer(PlatformContainers.Operations.Name);

    /// <returns>Null where it is new; else the erasure that was there before.</returns>
    public async Task<ErasureCase?> AddAsync(ErasureCase erasure, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        if (await AddAsync(erasure, erasure.TenantId, erasure.SubjectId, cancellation)) return null;
        return await FindAsync(erasure.TenantId, erasure.ErasureId, cancellation) ?? throw Gone(erasure.ErasureId);
    }

    /// <summary>Null where the tenant has none of this id.</summary>
    public async Task<ErasureCase?> FindAsync(string tenantId, Guid erasureId, CancellationToken cancellation)
    {
        var (erasure, etag) = await ReadAsync<ErasureCase>(ErasureCase.DocumentId, tenantId, ErasureCase.SubjectOf(erasureId), cancellation);
        return erasure is null ? null : erasure with { ETag = etag };
    }

    /// <param name="change">Asked again where another has changed it in between; the same where there is nothing to change.</param>
    /// <returns>As it is then.</returns>
    public async Task<ErasureCase> ChangeAsync(string tenantId, Guid erasureId, Func<ErasureCase, ErasureCase> change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        while (true)
        {
            var before = await FindAsync(tenantId, erasureId, cancellation) ?? throw Gone(erasureId);
            var after = change(before);
            if (ReferenceEquals(before, after) || await TryReplaceAsync(after, after.Id, tenantId, after.SubjectId, after.ETag, cancellation)) return after;
        }
    }

    /// <summary>A tenant's, the newest first.</summary>
    /// <returns>Null where the continuation is not one of this list.</returns>
    public Task<Page<ErasureCase>?> ListAsync(string tenantId, int size, string? continuation, CancellationToken cancellation) => PageAsync<ErasureCase>(
        new QueryDefinition("SELECT * FROM c WHERE c.kind = @kind ORDER BY c.requestedAt DESC").WithParameter("@kind", ErasureCase.DocumentKind),
        Partitions.Of(tenantId), size, continuation, cancellation);

    public Task AddAsync(StoredCertificate certificate, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return AddAsync(certificate, certificate.TenantId, certificate.SubjectId, cancellation);
    }

    public async Task<StoredCertificate?> FindCertificateAsync(string tenantId, Guid erasureId, CancellationToken cancellation) =>
        (await ReadAsync<StoredCertificate>(StoredCertificate.DocumentId, tenantId, ErasureCase.SubjectOf(erasureId), cancellation)).Document;

    public Task AddAsync(LedgerEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return AddAsync(entry, entry.TenantId, entry.SubjectId, cancellation);
    }

    public async Task<Page<LedgerEntry>> LedgerAsync(string tenantId, int size, string? continuation, CancellationToken cancellation) =>
        await PageAsync<LedgerEntry>(new QueryDefinition("SELECT * FROM c"), Partitions.Of(tenantId, LedgerEntry.Subject), size, continuation, cancellation)
        ?? throw new InvalidOperationException("The continuation of the ledger is not its own.");

    public Task AddAsync(ErasureKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        return AddAsync(key, key.TenantId, key.SubjectId, cancellation);
    }

    public async Task<ErasureKey?> FindKeyAsync(string tenantId, Guid commandId, CancellationToken cancellation) =>
        (await ReadAsync<ErasureKey>(ErasureKey.DocumentId, tenantId, ErasureKey.SubjectOf(commandId), cancellation)).Document;

    private async Task<Page<T>?> PageAsync<T>(QueryDefinition query, PartitionKey partition, int size, string? continuation, CancellationToken cancellation)
    {
        using var pages = _container.GetItemQueryStreamIterator(query, continuation, new QueryRequestOptions { PartitionKey = partition, MaxItemCount = size });
        using var answer = await pages.ReadNextAsync(cancellation);
        if (answer.StatusCode == HttpStatusCode.BadRequest && continuation is not null) return null;
        answer.EnsureSuccessStatusCode();
        var found = (await JsonSerializer.DeserializeAsync<Found<T>>(answer.Content, DocumentJson.Options, cancellation))!;
        return new Page<T>(found.Documents, answer.ContinuationToken);
    }

    /// <returns>False where it is there already.</returns>
    private async Task<bool> AddAsync<T>(T document, string tenantId, string subjectId, CancellationToken cancellation)
    {
        using var content = Stream(document);
        using var answer = await _container.CreateItemStreamAsync(content, Partitions.Of(tenantId, subjectId), WithoutContent, cancellation);
        if (answer.StatusCode == HttpStatusCode.Conflict) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    /// <returns>False where another has replaced it since it was read.</returns>
    private async Task<bool> TryReplaceAsync<T>(T document, string id, string tenantId, string subjectId, string etag, CancellationToken cancellation)
    {
        using var content = Stream(document);
        using var answer = await _container.ReplaceItemStreamAsync(
            content, id, Partitions.Of(tenantId, subjectId), new() { IfMatchEtag = etag, EnableContentResponseOnWrite = false }, cancellation);
        if (answer.StatusCode == HttpStatusCode.PreconditionFailed) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    private async Task<(T? Document, string ETag)> ReadAsync<T>(string id, string tenantId, string subjectId, CancellationToken cancellation)
        where T : class
    {
        using var answer = await _container.ReadItemStreamAsync(id, Partitions.Of(tenantId, subjectId), cancellationToken: cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound) return (null, "");
        answer.EnsureSuccessStatusCode();
        return (await JsonSerializer.DeserializeAsync<T>(answer.Content, DocumentJson.Options, cancellation), answer.Headers.ETag ?? "");
    }

    private static MemoryStream Stream<T>(T document) => new(JsonSerializer.SerializeToUtf8Bytes(document, DocumentJson.Options), writable: false);

    private static InvalidOperationException Gone(Guid erasureId) => new($"The erasure {erasureId} was there and is gone.");

    private sealed record Found<T>([property: JsonPropertyName("Documents")] IReadOnlyList<T> Documents);
}
