using Microsoft.Azure.Cosmos;

namespace Serverless.Cloud.Cosmos;

/// <summary>The data subject is the partition.</summary>
public static class Partitions
{
    public static IReadOnlyList<string> Paths { get; } = ["/tenantId", "/subjectId"];

    public static PartitionKey Of(string tenantId, string subjectId) => new PartitionKeyBuilder().Add(tenantId).Add(subjectId).Build();

    /// <summary>All subjects of a tenant.</summary>
    public static PartitionKey Of(string tenantId) => new PartitionKeyBuilder().Add(tenantId).Build();
}
