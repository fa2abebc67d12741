using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Projections;

/// <summary>
/// Finds documents by how words of a personal field begin, among all subjects of a tenant. What is stored of the beginnings are
/// hashes under a key of the tenant's: who has the store and not the key learns how many share one, and not which it is.
/// </summary>
public sealed class PrefixSearch(Database database, TenantKeys tenants, SubjectKeys keys)
{
    /// <summary>A page of what is found, in no particular order; it may hold less than it could, and there be more.</summary>
    /// <returns>Null where the continuation is not one of this search.</returns>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<Page<FoundDocument>?> FindAsync(
        Projection projection, ProjectedDocument kind, string tenantId, PrefixQuery query, ModelState state, PageOf page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(page);
        var blind = await tenants.BlindIndexAsync(tenantId, cancellation);
        var hashes = NamePrefixes.Searched(query.Text).Select(prefix => blind.Of(projection.Name, query.Field, prefix)).ToList();
        if (hashes.Count == 0) throw new ArgumentException("It is too short to search for.", nameof(query));
        using var pages = database.GetContainer(projection.Name).GetItemQueryStreamIterator(
            query.Statement(hashes, state.Build), page.Continuation, new QueryRequestOptions { PartitionKey = Partitions.Of(tenantId), MaxItemCount = page.Size });
        string? continuation;
        do
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            if (answer.StatusCode == HttpStatusCode.BadRequest && page.Continuation is not null) return null;
            answer.EnsureSuccessStatusCode();
            continuation = answer.ContinuationToken;
            var stored = (await JsonSerializer.DeserializeAsync<Found>(answer.Content, DocumentJson.Options, cancellation))!.Documents;
            var found = await OpenAsync(projection, kind, tenantId, stored, query, cancellation);
            if (found.Count == 0) continue;
            foreach (var one in found) Note(projection, kind, tenantId, query, one);
            return new Page<FoundDocument>(found, continuation);
        }
        while (continuation is not null);
        return new Page<FoundDocument>([], Continuation: null);
    }

    internal static IEnumerable<string> Paths(ProjectedDocument kind) => kind.Schema.Fields.Where(field => field.IsPrefixIndexed).Select(field => $"{PathOf(field.Name)}/[]");

    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> Hashes(ProjectedDocument kind, string container, JsonObject data, BlindIndex blind) => kind.Schema.Fields
        .Where(field => field.IsPrefixIndexed && data[field.Name] is not null)
        .ToDictionary(field => field.Name, IReadOnlyList<string> (field) => [.. NamePrefixes.Of((string)data[field.Name]!).Select(prefix => blind.Of(container, field.Name, prefix))], StringComparer.Ordinal);

    internal static string PathOf(string field) => $"/prefixes/{field}";

    /// <summary>Those whose text can be read and is what was searched: hashes know no more of a word than how it begins.</summary>
    private async Task<IReadOnlyList<FoundDocument>> OpenAsync(
        Projection projection, ProjectedDocument kind, string tenantId, IReadOnlyList<StoredDocument> stored, PrefixQuery query, CancellationToken cancellation)
    {
        var owners = await keys.StandingsAsync(tenantId, stored.Select(one => one.OwnerId ?? one.SubjectId), cancellation);
        return
        [
            .. from one in stored
               let owner = one.OwnerId ?? one.SubjectId
               let standing = owners.GetValueOrDefault(owner, SubjectStanding.None)
               let content = one.Open(projection.Name, kind, standing).Content
               where content is not null && (string?)DocumentJson.Write(content)[query.Field] is { } text && NamePrefixes.AreIn(text, query.Text)
               select new FoundDocument(owner, content, standing),
        ];
    }

    /// <summary>That the text is this one's is what the search tells, whatever else is shown of them.</summary>
    private static void Note(Projection projection, ProjectedDocument kind, string tenantId, PrefixQuery query, FoundDocument one)
    {
        if (AccessTrail.Current is not { Caller: { } caller } trail) return;
        var field = kind.Schema.Find(query.Field)!;
        trail.Note(AccessKind.Read, caller, new SubjectPlace(tenantId, one.SubjectId), projection.Name, one.SubjectId, PersonalField.In(field, DocumentJson.Write(one.Content)[query.Field]));
    }

    private sealed record Found([property: JsonPropertyName("Documents")] IReadOnlyList<StoredDocument> Documents);
}

/// <summary>What is searched: each word of it must begin a word of the field.</summary>
/// <param name="Field">Declared as prefix-indexed.</param>
/// <param name="Text">Of one word at least that is <see cref="NamePrefixes.Shortest"/> letters long.</param>
public sealed record PrefixQuery(string Field, string Text)
{
    /// <summary>Fields, not personal, and the value that each must have.</summary>
    public IReadOnlyDictionary<string, object> Where { get; init; } = new Dictionary<string, object>(StringComparer.Ordinal);

    internal QueryDefinition Statement(IReadOnlyList<string> hashes, int build)
    {
        // Names come from code, values never become part of the text.
        var conditions = hashes.Select((_, i) => $"ARRAY_CONTAINS(c.prefixes[\"{Field}\"], @hash{i})").Concat(Where.Keys.Select((field, i) => $"c.data[\"{field}\"] = @value{i}"));
        var query = new QueryDefinition($"SELECT * FROM c WHERE c.id = @id AND {string.Join(" AND ", conditions)}").WithParameter("@id", DocumentPlace.BuildId(build));
        for (var i = 0; i < hashes.Count; i++) query = query.WithParameter($"@hash{i}", hashes[i]);
        foreach (var (value, i) in Where.Values.Select((value, i) => (value, i))) query = query.WithParameter($"@value{i}", value);
        return query;
    }
}

/// <param name="SubjectId">Whose it is.</param>
/// <param name="Standing">What may be done with it.</param>
public sealed record FoundDocument(string SubjectId, object Content, SubjectStanding Standing);
