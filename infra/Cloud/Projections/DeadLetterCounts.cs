using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;

namespace Serverless.Cloud.Projections;

/// <summary>Dead letters that are parked, of one that reads feeds.</summary>
/// <param name="Projection">Null where it is another reader.</param>
/// <param name="Reaction">Null where it is another reader.</param>
/// <param name="Publication">Null where it is another reader.</param>
/// <param name="Oldest">When the first of them was parked.</param>
public sealed record ParkedCount(string? Projection, string? Reaction, string? Publication, long Parked, DateTimeOffset Oldest)
{
    public string Source => Projection ?? Reaction ?? Publication ?? "";
}

/// <summary>Counts them where they are stored.</summary>
public sealed class DeadLetterCounts(Database database, ProjectionOptions options)
{
    private readonly DeadLetterDocuments _documents = new(database, options.ReplayedLetterLife);

    /// <summary>Of a tenant, by who could not take them in; only where there are any.</summary>
    public async Task<IReadOnlyList<ParkedCount>> ReadAsync(string tenantId, CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT c.projection, c.reaction, c.publication, COUNT(1) AS parked, MIN(c.parkedAt) AS oldest FROM c WHERE c.status = @status GROUP BY c.projection, c.reaction, c.publication")
            .WithParameter("@status", DeadLetterQuery.NameOf(DeadLetterStatus.Parked));
        return [.. (await _documents.QueryAsync<ParkedCount>(query, Partitions.Of(tenantId), cancellation)).OrderBy(one => one.Source, StringComparer.Ordinal)];
    }
}
