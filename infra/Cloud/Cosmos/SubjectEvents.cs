using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Archives;

namespace Serverless.Cloud.Cosmos;

/// <summary>
/// Events of a subject as they are stored, wherever they are: one query, and a call for each record that is archived. Events lie
/// beside their record or in its archive; while it is on its way, in both.
/// </summary>
public sealed class SubjectEvents(Database database, ArchiveLookup archives)
{
    /// <summary>Records that are read from archives at the same time.</summary>
    private const int AtOnce = 16;

    /// <summary>In no order.</summary>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    /// <inheritdoc cref="ArchiveLookup.FindAsync(JsonObject?, Func{Task{JsonObject?}}, CancellationToken)" path="/exception"/>
    internal async Task<IReadOnlyList<JsonElement>> ReadAsync(EventSearch search, CancellationToken cancellation)
    {
        var left = new HashSet<ArchivedPlace>();
        // Again when records were archived, or came back, while they were looked for.
        while (true)
        {
            var (documents, pages) = await QueryAsync(search, search.Statement(), cancellation);
            var markers = search.IsOfArchived ? MarkersIn(documents) : [];
            var archived = await ArchivedAsync(search, markers.ExceptBy(left, marker => marker.Key), left, cancellation);
            if (archived is null || (pages > 1 && await HaveMovedAsync(search, markers, cancellation))) continue;
            return markers.Count == 0 ? documents : [.. documents.Where(document => !IsMarker(document)).Concat(archived).DistinctBy(document => document.GetProperty("id").GetString())];
        }
    }

    /// <param name="left">Where nothing is any more; what is found to be so is added.</param>
    /// <returns>Null where something has gone from where it was said to be.</returns>
    private async Task<IReadOnlyList<JsonElement>?> ArchivedAsync(
        EventSearch search, IEnumerable<KeyValuePair<ArchivedPlace, JsonElement>> markers, HashSet<ArchivedPlace> left, CancellationToken cancellation)
    {
        var events = new List<JsonElement>();
        var before = left.Count;
        foreach (var some in markers.Chunk(AtOnce))
        {
            var found = await Task.WhenAll(some.Select(marker => FindAsync(marker.Value, cancellation)));
            left.UnionWith(some.Where((_, i) => found[i] is null).Select(marker => marker.Key));
            events.AddRange(found.OfType<ArchivedRecord>().SelectMany(record => record.Events).Where(fact => IsWanted(search, fact)).Select(fact => JsonSerializer.SerializeToElement(fact)));
        }

        return left.Count == before ? events : null;
    }

    private Task<ArchivedRecord?> FindAsync(JsonElement marker, CancellationToken cancellation)
    {
        var document = JsonObject.Create(marker)!;
        return archives.FindAsync(document, ArchiveMarker.Of(document)!, cancellation);
    }

    /// <summary>What was archived, or came back, between two pages may be on neither.</summary>
    private async Task<bool> HaveMovedAsync(EventSearch search, Dictionary<ArchivedPlace, JsonElement> markers, CancellationToken cancellation)
    {
        if (!search.IsOfArchived) return false;
        var (now, _) = await QueryAsync(search, search.Markers(), cancellation);
        return !MarkersIn(now).Keys.ToHashSet().SetEquals(markers.Keys);
    }

    private async Task<(IReadOnlyList<JsonElement> Documents, int Pages)> QueryAsync(EventSearch search, QueryDefinition query, CancellationToken cancellation)
    {
        var options = new QueryRequestOptions { PartitionKey = search.Partition, SessionToken = string.IsNullOrEmpty(search.SessionToken) ? null : search.SessionToken, MaxItemCount = -1 };
        using var pages = database.GetContainer(search.Container).GetItemQueryStreamIterator(query, requestOptions: options);
        var (found, count) = (new List<JsonElement>(), 0);
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            found.AddRange((await JsonSerializer.DeserializeAsync<Page>(answer.Content, cancellationToken: cancellation))!.Documents);
            count++;
        }

        return (found, count);
    }

    private static Dictionary<ArchivedPlace, JsonElement> MarkersIn(IEnumerable<JsonElement> documents) =>
        documents.Where(IsMarker).ToDictionary(document => ArchiveMarker.Of(JsonObject.Create(document)!)!.Place);

    private static bool IsMarker(JsonElement document) => document.TryGetProperty(ArchiveMarker.Field, out _);

    private static bool IsWanted(EventSearch search, JsonObject fact) =>
        search.Versions is not { } wanted || ((long)fact["version"]! is var version && version >= wanted.First && version <= wanted.Last);

    private sealed record Page([property: JsonPropertyName("Documents")] IReadOnlyList<JsonElement> Documents);
}
