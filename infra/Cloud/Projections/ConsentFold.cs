using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Projections;

/// <summary>
/// Makes documents follow a subject's consent: what rests on it is made where it was granted, and is gone where it was withdrawn,
/// with what it has added to counters. Told again, it changes nothing.
/// </summary>
public sealed class ConsentFold(Database database, ProjectionSet projections, Builds builds, SubjectKeys keys, SubjectFold folds)
{
    /// <exception cref="CosmosException">The store does not answer. Tell it again.</exception>
    public async Task FollowAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        foreach (var projection in projections.All)
        {
            foreach (var declared in projection.Documents)
            {
                if (await ConsentMark.FindAsync(keys, declared, subject, cancellation) is not { } consent) continue;
                foreach (var build in (await builds.GetAsync(projection, cancellation)).Folded)
                {
                    foreach (var place in await PlacesAsync(projection, declared, subject, build, cancellation))
                        await FollowAsync(projection, declared, place, subject, build, consent, cancellation);
                }
            }
        }
    }

    private async Task FollowAsync(
        Projection projection, ProjectedDocument declared, DocumentPlace place, SubjectPlace subject, int build, ConsentMark consent, CancellationToken cancellation)
    {
        var (key, isErased) = await folds.KeyAsync(declared, subject, cancellation);
        if (isErased) return;
        var documents = new ReadDocuments(database.GetContainer(projection.Name), declared, place, subject, build);
        // Again only where somebody has folded something in between.
        while (true)
        {
            var before = await documents.ReadAsync(key, cancellation);
            if (before.Content is null || ConsentMark.Later(before.Consent, consent) == before.Consent) return;
            var after = before with { Content = declared.AsConsented(before.Content, consent.Stands), Consent = consent };
            if (!await documents.TryWriteAsync(after, declared.Tally(before.Content, after.Content), key, blind: null, cancellation)) continue;
            folds.Raise(projection, place.Partition);
            return;
        }
    }

    /// <summary>Where the subject's documents lie: found by their name, wherever in the tenant that is.</summary>
    private async Task<IReadOnlyList<DocumentPlace>> PlacesAsync(Projection projection, ProjectedDocument declared, SubjectPlace subject, int build, CancellationToken cancellation)
    {
        if (declared.NameOf is null) return [new DocumentPlace(subject)];
        var name = declared.NameOf(subject.SubjectId);
        var query = new QueryDefinition("SELECT c.subjectId FROM c WHERE c.id = @id").WithParameter("@id", new DocumentPlace(subject, name).IdIn(build));
        using var pages = database.GetContainer(projection.Name).GetItemQueryStreamIterator(query, requestOptions: new QueryRequestOptions { PartitionKey = Partitions.Of(subject.TenantId) });
        var places = new List<DocumentPlace>();
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            var found = (await JsonSerializer.DeserializeAsync<Found>(answer.Content, DocumentJson.Options, cancellation))!.Documents;
            places.AddRange(found.Select(one => new DocumentPlace(new SubjectPlace(subject.TenantId, one.SubjectId), name)));
        }

        return places;
    }

    private sealed record Found([property: JsonPropertyName("Documents")] IReadOnlyList<Partition> Documents);

    private sealed record Partition(string SubjectId);
}
