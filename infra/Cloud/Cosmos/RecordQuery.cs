using Microsoft.Azure.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Cosmos;

/// <summary>Records of one type in a tenant, or of one subject; the newest first.</summary>
/// <param name="SubjectId">Null for all subjects.</param>
public sealed record RecordQuery(string TenantId, string? SubjectId)
{
    /// <summary>Fields and the value that each must have; declared as a query of the domain.</summary>
    public IReadOnlyDictionary<string, string> Where { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The same for the same list.</summary>
    public string Name(Domain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return $"{domain.Container}/{domain.RecordType}/{TenantId}/{SubjectId}?{string.Join('&', Where.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => $"{w.Key}={w.Value}"))}";
    }

    internal PartitionKey Partition => SubjectId is null ? Partitions.Of(TenantId) : Partitions.Of(TenantId, SubjectId);

    internal QueryDefinition Statement(Domain domain)
    {
        // Names come from code, values never become part of the text.
        var conditions = Where.Keys.Select((field, i) => $" AND c.data[\"{field}\"] = @v{i}");
        var query = new QueryDefinition($"SELECT * FROM c WHERE c.kind = @kind{string.Concat(conditions)} ORDER BY c.createdAt DESC").WithParameter("@kind", domain.RecordType);
        var index = 0;
        foreach (var value in Where.Values)
            query = query.WithParameter($"@v{index++}", value);
        return query;
    }
}

/// <param name="Continuation">Null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Continuation);
