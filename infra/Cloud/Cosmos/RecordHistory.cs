using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Cosmos;

/// <summary>
/// What is stored as events of a record, as it is stored: <see cref="EventDocuments"/> opens it. There is no way here or anywhere
/// else to change an event or to take one away.
/// </summary>
public sealed class RecordHistory(Database database)
{
    /// <summary>Everything in the subject's partition that says it is an event of such a record, in no order; also what others than the app have put there.</summary>
    public IAsyncEnumerable<JsonObject> FindAsync(Domain domain, RecordKey key, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(key);
        return QueryAsync(domain, key, new QueryDefinition("SELECT * FROM c WHERE c.recordType = @type").WithParameter("@type", domain.RecordType), cancellation);
    }

    /// <summary>The events of some of the record's versions, in no order.</summary>
    public IAsyncEnumerable<JsonObject> FindAsync(Domain domain, RecordKey key, long first, long last, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(key);
        var query = new QueryDefinition("SELECT * FROM c WHERE c.recordType = @type AND c.recordId = @record AND c.version >= @first AND c.version <= @last")
            .WithParameter("@type", domain.RecordType).WithParameter("@record", key.RecordId).WithParameter("@first", first).WithParameter("@last", last);
        return QueryAsync(domain, key, query, cancellation);
    }

    private async IAsyncEnumerable<JsonObject> QueryAsync(
        Domain domain, RecordKey key, QueryDefinition query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var pages = database.GetContainer(domain.Container).GetItemQueryStreamIterator(
            query, requestOptions: new QueryRequestOptions { PartitionKey = key.Partition, MaxItemCount = -1 });
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            var page = (await JsonSerializer.DeserializeAsync<Page>(answer.Content, cancellationToken: cancellation))!;
            foreach (var document in page.Documents) yield return document;
        }
    }

    private sealed record Page([property: JsonPropertyName("Documents")] IReadOnlyList<JsonObject> Documents);
}
