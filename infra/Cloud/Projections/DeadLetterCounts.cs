using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Projections;

/// <summary>Dead letters that are parked, of one that reads feeds.</summary>
/// <param name="Projection">Null where it is a reaction.</param>
/// <param name="Oldest">When the first of them was parked.</param>
public sealed record ParkedCount(string? Projection, string? Reaction, long Parked, DateTimeOffset Oldest)
{
    public string Source => Projection ?? Reaction ?? "";
}

/// <summary>Counts them where they are stored.</summary>
public sealed class DeadLetterCounts(Database database)
{
    private readonly Container _container = database.GetContainer(PlatformContainers.DeadLetters.Name);

    /// <summary>Of a tenant, by who could not take them in; only where there are any.</summary>
    public async Task<IReadOnlyList<ParkedCount>> ReadAsync(string tenantId, CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT c.projection, c.reaction, COUNT(1) AS parked, MIN(c.parkedAt) AS oldest FROM c WHERE c.status = @status GROUP BY c.projection, c.reaction")
            .WithParameter("@status", DeadLetterQuery.NameOf(DeadLetterStatus.Parked));
        using var pages = _container.GetItemQueryStreamIterator(query, requestOptions: new QueryRequestOptions { PartitionKey = Partitions.Of(tenantId) });
        var found = new List<ParkedCount>();
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            found.AddRange((await JsonSerializer.DeserializeAsync<Found>(answer.Content, DocumentJson.Options, cancellation))!.Documents);
        }

        return [.. found.OrderBy(one => one.Source, StringComparer.Ordinal)];
    }

    private sealed record Found([property: JsonPropertyName("Documents")] IReadOnlyList<ParkedCount> Documents);
}
