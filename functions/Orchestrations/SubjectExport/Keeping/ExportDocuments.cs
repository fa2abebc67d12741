using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.SubjectExport.Keeping;

/// <summary>What is kept of exports, beside what else officers did about the same person.</summary>
public sealed class ExportDocuments(Database database)
{
    private static readonly ItemRequestOptions WithoutContent = new() { EnableContentResponseOnWrite = false };

    private readonly Container _container = database.GetContainer(PlatformContainers.Operations.Name);

    /// <returns>The export as it is kept, and whether it was there before.</returns>
    public async Task<(ExportDocument Export, bool IsRepeated)> AddAsync(ExportDocument export, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(export);
        using var content = Stream(export);
        using var answer = await _container.CreateItemStreamAsync(content, PartitionOf(export.Place), WithoutContent, cancellation);
        if (answer.StatusCode != HttpStatusCode.Conflict)
        {
            answer.EnsureSuccessStatusCode();
            return (export, false);
        }

        return (await FindAsync(export.Place, cancellation) ?? throw new InvalidOperationException($"The export {export.Id} was there and is gone."), true);
    }

    /// <summary>Null where the person has none of this id.</summary>
    public async Task<ExportDocument?> FindAsync(SubjectExportPlace place, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(place);
        using var answer = await _container.ReadItemStreamAsync(place.ExportId.ToString(), PartitionOf(place), cancellationToken: cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return Read((await JsonSerializer.DeserializeAsync<JsonObject>(answer.Content, DocumentJson.Options, cancellation))!);
    }

    /// <summary>Null where the tenant has none of this id.</summary>
    public async Task<ExportDocument?> FindAsync(string tenantId, Guid exportId, CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT * FROM c WHERE c.id = @id AND c.kind = @kind").WithParameter("@id", exportId.ToString());
        return (await QueryAsync(query, Partitions.Of(tenantId), size: 1, continuation: null, cancellation))?.Items.SingleOrDefault();
    }

    /// <summary>A person's, what was changed last first.</summary>
    /// <returns>Null where the continuation is not one of this list.</returns>
    public Task<Page<ExportDocument>?> ListAsync(string tenantId, Guid personId, int size, string? continuation, CancellationToken cancellation) =>
        QueryAsync(new QueryDefinition("SELECT * FROM c WHERE c.kind = @kind ORDER BY c._ts DESC"), Partitions.Of(tenantId, personId.ToString()), size, continuation, cancellation);

    /// <returns>False where another has replaced it since it was read.</returns>
    public async Task<bool> TryReplaceAsync(ExportDocument export, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(export);
        using var content = Stream(export);
        using var answer = await _container.ReplaceItemStreamAsync(
            content, export.Id.ToString(), PartitionOf(export.Place), new() { IfMatchEtag = export.ETag, EnableContentResponseOnWrite = false }, cancellation);
        if (answer.StatusCode == HttpStatusCode.PreconditionFailed) return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    private async Task<Page<ExportDocument>?> QueryAsync(QueryDefinition query, PartitionKey partition, int size, string? continuation, CancellationToken cancellation)
    {
        using var pages = _container.GetItemQueryStreamIterator(
            query.WithParameter("@kind", ExportDocument.DocumentKind), continuation, new QueryRequestOptions { PartitionKey = partition, MaxItemCount = size });
        var found = new List<ExportDocument>();
        string? next = null;
        // A page of a query may be empty before the last.
        do
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            if (answer.StatusCode == HttpStatusCode.BadRequest && continuation is not null) return null;
            answer.EnsureSuccessStatusCode();
            found.AddRange((await JsonSerializer.DeserializeAsync<Found>(answer.Content, cancellationToken: cancellation))!.Documents.Select(Read));
            next = answer.ContinuationToken;
        }
        while (found.Count == 0 && pages.HasMoreResults);
        return new Page<ExportDocument>(found, next);
    }

    private static ExportDocument Read(JsonObject document) => DocumentJson.Read<ExportDocument>(document) with { ETag = (string?)document["_etag"] ?? "" };

    private static PartitionKey PartitionOf(SubjectExportPlace place) => Partitions.Of(place.TenantId, place.PersonId.ToString());

    private static MemoryStream Stream(ExportDocument export) => new(JsonSerializer.SerializeToUtf8Bytes(export, DocumentJson.Options), writable: false);

    private sealed record Found([property: JsonPropertyName("Documents")] IReadOnlyList<JsonObject> Documents);
}
