using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Projections;

/// <summary>Events as they are stored beside their records, for who cannot wait for a feed to bring them, or needs them once more.</summary>
public sealed class StoredEvents(Database database)
{
    /// <summary>Events of a subject in one container: one query.</summary>
    /// <param name="domains">That keep their records there.</param>
    /// <param name="recordId">Null for all records of the subject.</param>
    /// <param name="sessionToken">Of a write that the answer must contain.</param>
    internal async Task<IReadOnlyList<FeedEvent>> ReadAsync(
        IReadOnlyList<Domain> domains, string container, SubjectPlace place, Guid? recordId, string? sessionToken, CancellationToken cancellation)
    {
        var types = domains.Select(domain => domain.RecordType);
        var query = new QueryDefinition(
                "SELECT * FROM c WHERE ARRAY_CONTAINS(@types, c.recordType) AND (IS_NULL(@record) OR c.recordId = @record)")
            .WithParameter("@types", types).WithParameter("@record", recordId);
        var options = new QueryRequestOptions
        {
            PartitionKey = Partitions.Of(place.TenantId, place.SubjectId),
            SessionToken = string.IsNullOrEmpty(sessionToken) ? null : sessionToken,
            MaxItemCount = -1,
        };
        using var pages = database.GetContainer(container).GetItemQueryStreamIterator(query, requestOptions: options);
        var found = new List<FeedEvent>();
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            var page = (await JsonSerializer.DeserializeAsync<Page>(answer.Content, cancellationToken: cancellation))!;
            found.AddRange(page.Documents.Select(document => FeedEvent.Of(domains, document)).OfType<FeedEvent>());
        }

        return found;
    }

    private sealed record Page([property: JsonPropertyName("Documents")] IReadOnlyList<JsonElement> Documents);
}
