using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Audit;

/// <summary>What is looked for among all entries of a tenant; the newest first. They are not opened: it is read by those who may know what was done, and not of whom.</summary>
/// <param name="SubjectId">Null for all subjects.</param>
public sealed record AuditQuery(string TenantId, string? SubjectId)
{
    public string? CallerId { get; init; }

    public string? Function { get; init; }

    public AccessKind? Kind { get; init; }

    public DateTimeOffset? From { get; init; }

    /// <summary>Entries of this moment are not in it.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The same for the same list.</summary>
    public string Name => $"audit/{TenantId}/{SubjectId}/{string.Join('/', Conditions().Select(one => $"{one.Text}{one.Value}"))}";

    private PartitionKey Partition => SubjectId is null ? Partitions.Of(TenantId) : Partitions.Of(TenantId, SubjectId);

    /// <returns>Null where the continuation is not one of this list.</returns>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    internal async Task<Page<AuditEntry>?> ReadAsync(Container container, int size, string? continuation, CancellationToken cancellation)
    {
        using var pages = container.GetItemQueryStreamIterator(Statement(), continuation, new QueryRequestOptions { PartitionKey = Partition, MaxItemCount = size });
        using var answer = await pages.ReadNextAsync(cancellation);
        if (answer.StatusCode == HttpStatusCode.BadRequest && continuation is not null) return null;
        answer.EnsureSuccessStatusCode();
        var found = (await JsonSerializer.DeserializeAsync<Documents>(answer.Content, cancellationToken: cancellation))!.Found;
        return new Page<AuditEntry>([.. found.Select(document => DocumentJson.Read<AuditEntry>(document) with { From = null })], answer.ContinuationToken);
    }

    private QueryDefinition Statement()
    {
        var conditions = Conditions().ToList();
        var where = conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions.Select((one, i) => $"{one.Text} @v{i}"))}";
        var query = new QueryDefinition($"SELECT * FROM c{where} ORDER BY c.at DESC");
        for (var i = 0; i < conditions.Count; i++) query = query.WithParameter($"@v{i}", conditions[i].Value);
        return query;
    }

    private IEnumerable<(string Text, string Value)> Conditions()
    {
        if (CallerId is not null) yield return ("c.callerId =", CallerId);
        if (Function is not null) yield return ("c[\"function\"] =", Function);
        if (Kind is { } kind) yield return ("c.kind =", JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()));
        if (From is { } from) yield return ("c.at >=", (string)RecordDocuments.Time(from)!);
        if (To is { } to) yield return ("c.at <", (string)RecordDocuments.Time(to)!);
    }

    private sealed record Documents([property: JsonPropertyName("Documents")] IReadOnlyList<JsonObject> Found);
}
