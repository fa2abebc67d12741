using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Projections;

/// <summary>
/// Answers from documents that lie elsewhere than with their subject, and from tallies. They are made of many subjects' events,
/// so none is ever computed from authority: what is not folded in time is not answered.
/// </summary>
public sealed class PlacedModel(Database database, Builds builds, Freshness freshness, FoldWait wait, SubjectKeys keys)
{
    private const int TalliesAtOnce = 500;

    /// <summary>Begins an answer: from which build it is read, and how current it is. All parts of one answer are read from one state.</summary>
    /// <param name="token">A write that the answer must contain; null where any state will do.</param>
    /// <param name="holder">Where the write is folded; null where nobody knows.</param>
    /// <returns>An error where the write is not folded in time, or never will be.</returns>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<Result<ModelState>> StateAsync(Projection projection, string tenantId, ConsistencyToken? token, Holder? holder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        if (token is not null && await wait.UntilFoldedAsync(projection, tenantId, token, holder, cancellation) is { } error) return error;
        // Known before anything is read: what was complete then is contained in it.
        var complete = await freshness.CompleteUntilAsync(projection, cancellation);
        var state = await builds.GetAsync(projection, cancellation);
        return new ModelState(state.Active, complete);
    }

    /// <summary>A document with how current it is.</summary>
    /// <inheritdoc cref="StateAsync"/>
    public async Task<Result<ReadAnswer>> ReadAsync(Projection projection, ProjectedDocument kind, DocumentPlace place, ConsistencyToken? token, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(place);
        var state = await StateAsync(projection, place.Partition.TenantId, token, new Holder(place.Partition.SubjectId, place.Name), cancellation);
        if (!state.IsSuccess) return state.Error;
        var document = await ReadAsync(projection, kind, place, state.Value, cancellation);
        return new ReadAnswer(document, state.Value.Build, state.Value.AsOf ?? document.ChangedAt, IsFromAuthority: false);
    }

    /// <summary>One point read, and the key of its subject where it is sealed.</summary>
    public async Task<ReadDocument> ReadAsync(Projection projection, ProjectedDocument kind, DocumentPlace place, ModelState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(state);
        if (await ReadDocuments.FindAsync(database.GetContainer(projection.Name), place, state.Build, cancellation) is not { } stored) return ReadDocument.Empty;
        var standing = kind.IsPersonal ? await keys.StandingAsync(stored.TenantId, stored.OwnerId ?? stored.SubjectId, cancellation) : SubjectStanding.None;
        return stored.Open(projection.Name, kind, standing);
    }

    /// <summary>A page of a partition's documents of one kind, in no particular order.</summary>
    /// <param name="name">What their names begin with.</param>
    /// <param name="flag">Only those in which the field of this name is true; null for all.</param>
    /// <returns>Null where the continuation is not one of this list.</returns>
    public async Task<Page<ReadDocument>?> ListAsync(
        Projection projection, ProjectedDocument kind, SubjectPlace partition, string name, string? flag, ModelState state, PageOf page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(partition);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(page);
        var only = flag is null ? "" : $" AND c.data[\"{flag}\"] = true";
        var query = new QueryDefinition($"SELECT * FROM c WHERE STARTSWITH(c.id, @name) AND c.kind = @kind{only}")
            .WithParameter("@name", $"{DocumentPlace.BuildId(state.Build)}:{name}").WithParameter("@kind", kind.Kind);
        using var pages = database.GetContainer(projection.Name).GetItemQueryStreamIterator(query, page.Continuation, new QueryRequestOptions
        {
            PartitionKey = Partitions.Of(partition.TenantId, partition.SubjectId),
            MaxItemCount = page.Size,
        });
        using var answer = await pages.ReadNextAsync(cancellation);
        if (answer.StatusCode == HttpStatusCode.BadRequest && page.Continuation is not null) return null;
        answer.EnsureSuccessStatusCode();
        var found = (await JsonSerializer.DeserializeAsync<Found<StoredDocument>>(answer.Content, DocumentJson.Options, cancellation))!.Documents;
        var owners = kind.IsPersonal
            ? await keys.StandingsAsync(partition.TenantId, found.Select(one => one.OwnerId ?? one.SubjectId), cancellation)
            : new Dictionary<string, SubjectStanding>();
        return new Page<ReadDocument>([.. found.Select(one => one.Open(projection.Name, kind, owners.GetValueOrDefault(one.OwnerId ?? one.SubjectId, SubjectStanding.None)))], answer.ContinuationToken);
    }

    /// <summary>A partition's counters of one tally; those that never were counted are missing.</summary>
    public Task<IReadOnlyDictionary<string, long>> TallyAsync(Projection projection, SubjectPlace partition, string tally, ModelState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(state);
        return new TallyDocuments(database.GetContainer(projection.Name), partition, state.Build).ReadAsync(tally, cancellation);
    }

    /// <summary>Tallies whose names lie between two, page by page; of all partitions of a tenant, or of one.</summary>
    /// <param name="last">Included, as the first is.</param>
    public async IAsyncEnumerable<TallyCounters> TalliesAsync(
        Projection projection, string tenantId, string? subjectId, string first, string last, ModelState state, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(state);
        var query = new QueryDefinition("SELECT c.tally, c.counters FROM c WHERE c.id >= @first AND c.id <= @last")
            .WithParameter("@first", TallyDocuments.IdOf(state.Build, first)).WithParameter("@last", TallyDocuments.IdOf(state.Build, last));
        using var pages = database.GetContainer(projection.Name).GetItemQueryStreamIterator(query, requestOptions: new QueryRequestOptions
        {
            PartitionKey = subjectId is null ? Partitions.Of(tenantId) : Partitions.Of(tenantId, subjectId),
            MaxItemCount = TalliesAtOnce,
            // One page at a time, however many partitions there are: what is not read yet is not kept.
            MaxBufferedItemCount = TalliesAtOnce,
        });
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            foreach (var tally in (await JsonSerializer.DeserializeAsync<Found<TallyCounters>>(answer.Content, DocumentJson.Options, cancellation))!.Documents)
                yield return tally;
        }
    }

    private sealed record Found<T>([property: JsonPropertyName("Documents")] IReadOnlyList<T> Documents);
}

/// <summary>What an answer is read from.</summary>
/// <param name="AsOf">All that was written until then is contained; null where that is not known.</param>
public sealed record ModelState(int Build, DateTimeOffset? AsOf);

/// <summary>Which page of a list.</summary>
public sealed record PageOf(int Size, string? Continuation);

/// <param name="Tally">Its name.</param>
public sealed record TallyCounters(string Tally, IReadOnlyDictionary<string, long> Counters);
