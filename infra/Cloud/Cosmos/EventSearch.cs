using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Cosmos;

/// <summary>Which events of a subject are looked for.</summary>
/// <param name="Domains">That keep their records in the container.</param>
internal sealed record EventSearch(IReadOnlyList<Domain> Domains, string Container, SubjectPlace Place)
{
    /// <summary>Null for all records of the subject.</summary>
    public Guid? RecordId { get; init; }

    /// <summary>The first and the last version; null for all.</summary>
    public (long First, long Last)? Versions { get; init; }

    /// <summary>Of a write that the answer must contain.</summary>
    public string? SessionToken { get; init; }

    public PartitionKey Partition => Partitions.Of(Place.TenantId, Place.SubjectId);

    /// <summary>Records of these may be in archives.</summary>
    public bool IsOfArchived => Archived.Any();

    private IEnumerable<string> Archived => Domains.Where(domain => domain.Retention?.Archive is not null).Select(domain => domain.RecordType);

    private string OfMarkers => $"ARRAY_CONTAINS(@archived, c.kind) AND IS_DEFINED(c.archived){(RecordId is null ? "" : " AND c.id = @record")}";

    /// <summary>The events, and what is left in place of records that are archived.</summary>
    public QueryDefinition Statement()
    {
        var record = RecordId is null ? "" : " AND c.recordId = @record";
        var versions = Versions is null ? "" : " AND c.version >= @first AND c.version <= @last";
        var markers = IsOfArchived ? $" OR ({OfMarkers})" : "";
        var query = new QueryDefinition($"SELECT * FROM c WHERE (ARRAY_CONTAINS(@types, c.recordType){record}{versions}){markers}")
            .WithParameter("@types", Domains.Select(domain => domain.RecordType));
        if (Versions is { } wanted) query = query.WithParameter("@first", wanted.First).WithParameter("@last", wanted.Last);
        return WithMarkers(query);
    }

    /// <summary>Only what is left in place of records that are archived.</summary>
    public QueryDefinition Markers() => WithMarkers(new QueryDefinition($"SELECT * FROM c WHERE {OfMarkers}"));

    private QueryDefinition WithMarkers(QueryDefinition query)
    {
        if (IsOfArchived) query = query.WithParameter("@archived", Archived);
        return RecordId is null ? query : query.WithParameter("@record", RecordId);
    }
}
