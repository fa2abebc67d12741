using Microsoft.Azure.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Cosmos;

/// <summary>Records of one type in a tenant, or of one subject; the newest first, or those that are due first.</summary>
/// <param name="SubjectId">Null for all subjects.</param>
public sealed record RecordQuery(string TenantId, string? SubjectId)
{
    /// <summary>Fields and the value that each must have; declared as a query of the domain.</summary>
    public IReadOnlyDictionary<string, string> Where { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Only those in which a field holds a time that is not after this one, the earliest first; null for all. Declared as a query of the domain.</summary>
    public DueQuery? Due { get; init; }

    /// <summary>The same for the same list.</summary>
    public string Name(Domain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return $"{domain.Container}/{domain.RecordType}/{TenantId}/{SubjectId}?{string.Join('&', Where.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => $"{w.Key}={w.Value}"))}{(Due is null ? "" : $"#{Due.Field}={Due.By:O}")}";
    }

    internal PartitionKey Partition => SubjectId is null ? Partitions.Of(TenantId) : Partitions.Of(TenantId, SubjectId);

    internal QueryDefinition Statement(Domain domain)
    {
        // Names come from code, values never become part of the text.
        var conditions = Where.Keys.Select((field, i) => $" AND c.data[\"{field}\"] = @v{i}");
        var (due, order) = Due is null ? ("", "c.createdAt DESC") : ($" AND c.data[\"{Due.Field}\"] <= @due", $"c.data[\"{Due.Field}\"] ASC");
        var query = new QueryDefinition($"SELECT * FROM c WHERE c.kind = @kind{string.Concat(conditions)}{due} ORDER BY {order}").WithParameter("@kind", domain.RecordType);
        if (Due is not null) query = query.WithParameter("@due", (string)RecordDocuments.Time(Due.By)!);
        var index = 0;
        foreach (var value in Where.Values)
            query = query.WithParameter($"@v{index++}", value);
        return query;
    }
}

/// <param name="Field">Of the record: a time.</param>
public sealed record DueQuery(string Field, DateTimeOffset By);

/// <param name="Continuation">Null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Continuation);
