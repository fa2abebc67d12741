using Serverless.Kernel.Deadlines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Deadlines;

/// <summary>
/// Finds what a deadline is to be told of, in all tenants: by the index over stage and time, so that it costs what there is to tell, and
/// not what there is.
/// </summary>
internal sealed class DueRecords(Database database)
{
    public async IAsyncEnumerable<RecordKey> FindAsync(Domain domain, DeadlineStage stage, DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT c.tenantId, c.subjectId, c.id FROM c WHERE c.kind = @kind AND c.data.deadline = @stage AND c.data.dueBy <= @until")
            .WithParameter("@kind", domain.RecordType)
            .WithParameter("@stage", JsonNamingPolicy.CamelCase.ConvertName(stage.ToString()))
            .WithParameter("@until", (string)RecordDocuments.Time(until)!);
        using var pages = database.GetContainer(domain.Container).GetItemQueryStreamIterator(query);
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            var page = (await JsonSerializer.DeserializeAsync<JsonObject>(answer.Content, cancellationToken: cancellation))!["Documents"]!.AsArray();
            foreach (var found in page) yield return new RecordKey((string)found!["tenantId"]!, (string)found["subjectId"]!, (Guid)found["id"]!);
        }
    }
}
