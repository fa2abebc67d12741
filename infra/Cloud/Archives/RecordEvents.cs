using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;

namespace Serverless.Cloud.Archives;

/// <summary>The events of a record as they are stored. Ids follow from the place in the history, so none is searched for.</summary>
internal static class RecordEvents
{
    /// <summary>Versions that are read at once.</summary>
    private const int AtOnce = 100;

    /// <summary>All that there are, in order.</summary>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public static async Task<IReadOnlyList<JsonObject>> ReadAsync(Container container, PartitionKey partition, Guid recordId, long version, CancellationToken cancellation)
    {
        var found = new List<JsonObject>();
        for (var first = 1L; first <= version; first += AtOnce)
        {
            IReadOnlyList<long> open = [.. Enumerable.Range(0, (int)Math.Min(AtOnce, version - first + 1)).Select(i => first + i)];
            // Most versions have one event; those that have more say so.
            for (var index = 0; open.Count > 0; index++)
            {
                var at = index;
                var ids = open.Select(one => (EventDocuments.IdOf(recordId, one, at).ToString(), partition)).ToList();
                using var answer = await container.ReadManyItemsStreamAsync(ids, cancellationToken: cancellation);
                answer.EnsureSuccessStatusCode();
                var some = (await JsonSerializer.DeserializeAsync<Found>(answer.Content, cancellationToken: cancellation))!.Documents;
                found.AddRange(some);
                open = [.. some.Where(fact => !(bool)fact["final"]!).Select(fact => (long)fact["version"]!)];
            }
        }

        return [.. found.OrderBy(fact => (long)fact["version"]!).ThenBy(fact => (int)fact["index"]!)];
    }

    private sealed record Found([property: JsonPropertyName("Documents")] IReadOnlyList<JsonObject> Documents);
}
