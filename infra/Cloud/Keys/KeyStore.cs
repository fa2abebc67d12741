using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;

namespace Serverless.Cloud.Keys;

/// <summary>Wrapped keys in their container.</summary>
internal sealed class KeyStore(Database database, ITenantKey tenant, TimeProvider time)
{
    public const string ContainerName = "keys";

    private readonly Container _container = database.GetContainer(ContainerName);

    public async Task<KeyDocument?> FindAsync(string tenantId, string subjectId, string id, CancellationToken cancellation)
    {
        using var answer = await _container.ReadItemStreamAsync(id, Partitions.Of(tenantId, subjectId), cancellationToken: cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return await JsonSerializer.DeserializeAsync<KeyDocument>(answer.Content, cancellationToken: cancellation);
    }

    /// <summary>The one that is there, which is this one unless somebody was faster.</summary>
    public async Task<KeyDocument> CreateAsync(string tenantId, string subjectId, string id, Guid keyId, byte[] material, CancellationToken cancellation)
    {
        var wrapped = await tenant.WrapAsync(tenantId, material, cancellation);
        var document = new KeyDocument(id, tenantId, subjectId, keyId, wrapped.By, wrapped.Material, time.GetUtcNow(), DestroyedAt: null);
        using var content = Stream(document);
        using var answer = await _container.CreateItemStreamAsync(
            content, Partitions.Of(tenantId, subjectId), new() { EnableContentResponseOnWrite = false }, cancellation);
        if (answer.StatusCode == HttpStatusCode.Conflict)
            return await FindAsync(tenantId, subjectId, id, cancellation) ?? throw new InvalidOperationException("A key that was there a moment ago is gone.");
        answer.EnsureSuccessStatusCode();
        return document;
    }

    /// <summary>What was wrapped is gone; that it is gone stays.</summary>
    public async Task DestroyAsync(KeyDocument document, CancellationToken cancellation)
    {
        using var content = Stream(document with { Wrapped = null, WrappedBy = null, DestroyedAt = time.GetUtcNow() });
        using var answer = await _container.UpsertItemStreamAsync(
            content, Partitions.Of(document.TenantId, document.SubjectId), new() { EnableContentResponseOnWrite = false }, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    public Task<byte[]> UnwrapAsync(KeyDocument document, CancellationToken cancellation) =>
        tenant.UnwrapAsync(document.TenantId, document.Material!, cancellation);

    private static MemoryStream Stream(KeyDocument document) => new(JsonSerializer.SerializeToUtf8Bytes(document), writable: false);
}
