using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Subjects.ReadModels;

/// <summary>One document of a read model, in one of its builds.</summary>
internal sealed record ModelDocument(ProjectedDocument Declared, DocumentPlace Place, int Build);

/// <summary>
/// Finds a subject's documents in a read model: those with the subject by their partition, those elsewhere by their ids, which the
/// store has an index of. Of every build, also of one that a rebuild has given up: no more is asked than there were builds.
/// </summary>
internal sealed class SubjectDocuments(Projection projection, Database database)
{
    private const int IdsAtOnce = 200;

    private readonly Container _container = database.GetContainer(projection.Name);

    public async Task<IReadOnlyList<ModelDocument>> FindAsync(IReadOnlyList<ProjectedDocument> kinds, SubjectPlace subject, BuildState builds, CancellationToken cancellation)
    {
        var found = new List<ModelDocument>();
        var own = kinds.Where(kind => kind.PlaceOf is null).ToList();
        if (own.Count > 0)
        {
            var query = new QueryDefinition("SELECT c.id, c.kind, c.subjectId FROM c WHERE ARRAY_CONTAINS(@kinds, c.kind)").WithParameter("@kinds", own.Select(kind => kind.Kind));
            foreach (var one in await QueryAsync(query, Partitions.Of(subject.TenantId, subject.SubjectId), cancellation))
            {
                if (BuildOf(one.Id, name: null) is { } build) found.Add(new(own.Single(kind => kind.Kind == one.Kind), new DocumentPlace(subject), build));
            }
        }

        foreach (var kind in kinds.Where(kind => kind.NameOf is not null))
        {
            var name = kind.NameOf!(subject.SubjectId);
            foreach (var some in Enumerable.Range(1, builds.Last).Select(build => $"{DocumentPlace.BuildId(build)}:{name}").Chunk(IdsAtOnce))
            {
                foreach (var one in await QueryAsync(ByIds(some), Partitions.Of(subject.TenantId), cancellation))
                    found.Add(new(kind, new DocumentPlace(subject with { SubjectId = one.SubjectId }, name), BuildOf(one.Id, name)!.Value));
            }
        }

        return found;
    }

    public ReadDocuments Of(ModelDocument document, SubjectPlace owner) => new(_container, document.Declared, document.Place, owner, document.Build);

    private static QueryDefinition ByIds(string[] ids)
    {
        var query = new QueryDefinition($"SELECT c.id, c.kind, c.subjectId FROM c WHERE c.id IN ({string.Join(", ", ids.Select((_, i) => $"@id{i}"))})");
        return ids.Index().Aggregate(query, (one, id) => one.WithParameter($"@id{id.Index}", id.Item));
    }

    private static int? BuildOf(string id, string? name)
    {
        var end = name is null ? id : id[..^(name.Length + 1)];
        return int.TryParse(end.AsSpan(1), out var build) ? build : null;
    }

    private async Task<IReadOnlyList<Found>> QueryAsync(QueryDefinition query, PartitionKey partition, CancellationToken cancellation)
    {
        using var pages = _container.GetItemQueryStreamIterator(query, requestOptions: new QueryRequestOptions { PartitionKey = partition });
        var found = new List<Found>();
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            found.AddRange((await JsonSerializer.DeserializeAsync<Page>(answer.Content, DocumentJson.Options, cancellation))!.Documents);
        }

        return found;
    }

    private sealed record Page([property: JsonPropertyName("Documents")] IReadOnlyList<Found> Documents);

    private sealed record Found(string Id, string Kind, string SubjectId);
}
