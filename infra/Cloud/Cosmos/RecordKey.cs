using Microsoft.Azure.Cosmos;

namespace Serverless.Cloud.Cosmos;

/// <summary>Where a record is: its partition, and its id there.</summary>
public sealed record RecordKey(string TenantId, string SubjectId, Guid RecordId)
{
    /// <summary>A record that is its own subject's: a person, a programme.</summary>
    public static RecordKey OfSubject(string tenantId, Guid subjectId) => new(tenantId, subjectId.ToString(), subjectId);

    internal string Id => RecordId.ToString();

    internal PartitionKey Partition => Partitions.Of(TenantId, SubjectId);
}
