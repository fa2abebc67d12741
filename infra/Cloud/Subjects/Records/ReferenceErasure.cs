using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Subjects.Records;

/// <summary>
/// Takes a subject out of records that lie with others, and stay: the id that names them becomes that of nobody, in the records, in
/// their events and in what is kept of requests, and what is personal beside it goes, for it may be about them. Nothing else changes.
/// </summary>
/// <param name="field">Of the domain's records and events; its queries must find it.</param>
public sealed class ReferenceErasure(string name, Domain domain, string field, string basis, Database database, SubjectKeys keys) : ISubjectStore
{
    private const int AtOnce = 100;

    private readonly IReadOnlyList<string> _personal = Optional(domain);

    private readonly Container _container = database.GetContainer(domain.Container);

    public string Name => name;

    public ErasureStage Stage => ErasureStage.Unlinking;

    /// <summary>What the container's own store does not answer for: these records are not the subject's.</summary>
    public IReadOnlyList<StoredPlace> Covers => [];

    public ErasureRule Rule { get; } = new(ErasureEffect.Anonymised, basis);

    public async Task<SubjectCount> CountAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        var counted = await PageAsync<long>("VALUE COUNT(1)", subject, cancellation);
        return new SubjectCount(counted.Sum(), Retained: 0, Readable: 0);
    }

    public async Task<SubjectErased> EraseAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        var key = await keys.FindAsync(subject.TenantId, subject.SubjectId, cancellation);
        var nobody = key?.Derive($"reference:{domain.Container}").ToString();
        var changed = 0L;
        // Always what is left: a document that is changed is not found again.
        while (await PageAsync<Found>("c.id, c.subjectId", subject, cancellation) is { Count: > 0 } some)
        {
            foreach (var one in some)
            {
                if (await TryChangeAsync(one, subject, nobody, cancellation)) changed++;
            }
        }

        return new SubjectErased(Deleted: 0, changed, Retained: 0);
    }

    private static List<string> Optional(Domain domain)
    {
        var personal = domain.Events.SelectMany(type => type.Schema.Fields).Concat(domain.Schema.Fields).Where(one => one.IsPersonal).ToList();
        return personal.Find(one => one.IsRequired) is { } required
            ? throw new DeclarationException($"The domain '{domain.Container}'", [$"'{required.Name}' cannot be taken out of records that stay"])
            : [.. personal.Select(one => one.Name).Distinct()];
    }

    private async Task<bool> TryChangeAsync(Found found, SubjectPlace subject, string? nobody, CancellationToken cancellation)
    {
        var partition = Partitions.Of(subject.TenantId, found.SubjectId);
        using var read = await _container.ReadItemStreamAsync(found.Id, partition, cancellationToken: cancellation);
        // Its time was over.
        if (read.StatusCode == HttpStatusCode.NotFound) return false;
        read.EnsureSuccessStatusCode();
        var document = (await JsonSerializer.DeserializeAsync<JsonObject>(read.Content, cancellationToken: cancellation))!;
        if ((string?)document["data"]?[field] != subject.SubjectId) return false;
        TakeOut(document, subject.SubjectId, nobody);
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(document), writable: false);
        using var replaced = await _container.ReplaceItemStreamAsync(
            content, found.Id, partition, new() { IfMatchEtag = read.Headers.ETag, EnableContentResponseOnWrite = false }, cancellation);
        // Somebody has changed it meanwhile: it is found again.
        if (replaced.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) return false;
        replaced.EnsureSuccessStatusCode();
        return true;
    }

    private void TakeOut(JsonObject document, string subjectId, string? nobody)
    {
        Replace(document["data"]!.AsObject(), field);
        foreach (var personal in _personal) document["data"]!.AsObject().Remove(personal);
        if (document["changes"] is not JsonArray changes) return;
        foreach (var change in changes.Select(change => change!.AsObject()).ToList())
        {
            var changed = (string)change["field"]!;
            if (_personal.Contains(changed)) changes.Remove(change);
            if (changed != field) continue;
            Replace(change, "from");
            Replace(change, "to");
        }

        void Replace(JsonObject of, string property)
        {
            if ((string?)of[property] != subjectId) return;
            if (nobody is null) of.Remove(property);
            else of[property] = nobody;
        }
    }

    /// <summary>The first page of all in the tenant that name the subject, which an index finds.</summary>
    private async Task<IReadOnlyList<T>> PageAsync<T>(string select, SubjectPlace subject, CancellationToken cancellation)
    {
        var query = new QueryDefinition($"SELECT {select} FROM c WHERE c.data[\"{field}\"] = @subject").WithParameter("@subject", subject.SubjectId);
        using var pages = _container.GetItemQueryStreamIterator(
            query, requestOptions: new QueryRequestOptions { PartitionKey = Partitions.Of(subject.TenantId), MaxItemCount = AtOnce });
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            var page = (await JsonSerializer.DeserializeAsync<Page<T>>(answer.Content, DocumentJson.Options, cancellation))!.Documents;
            if (page.Count > 0) return page;
        }

        return [];
    }

    private sealed record Page<T>([property: JsonPropertyName("Documents")] IReadOnlyList<T> Documents);

    private sealed record Found(string Id, string SubjectId);
}
