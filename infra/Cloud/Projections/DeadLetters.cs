using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Telemetry;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;

namespace Serverless.Cloud.Projections;

/// <summary>The container of dead letters. One of each event and who reads it, however often it fails.</summary>
public sealed class DeadLetters(Database database, FeedTelemetry telemetry, TimeProvider time)
{
    private static readonly HashSet<string> None = [];

    private readonly Container _container = database.GetContainer(PlatformContainers.DeadLetters.Name);

    /// <summary>A page of a tenant's, the newest first.</summary>
    /// <returns>Null where the continuation is not one of this list.</returns>
    public async Task<Page<DeadLetter>?> ListAsync(DeadLetterQuery query, int size, string? continuation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var pages = _container.GetItemQueryStreamIterator(
            query.Statement("*", " ORDER BY c.parkedAt DESC"), continuation, new QueryRequestOptions { PartitionKey = Partitions.Of(query.TenantId), MaxItemCount = size });
        using var answer = await pages.ReadNextAsync(cancellation);
        if (answer.StatusCode == HttpStatusCode.BadRequest && continuation is not null) return null;
        answer.EnsureSuccessStatusCode();
        return new Page<DeadLetter>((await ReadAsync<Found<DeadLetter>>(answer.Content, cancellation)).Documents, answer.ContinuationToken);
    }

    public async Task<long> CountAsync(DeadLetterQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var counts = await QueryAsync<long>(query.Statement("VALUE COUNT(1)"), Partitions.Of(query.TenantId), cancellation);
        return counts.Sum();
    }

    /// <summary>Null where the tenant has none of this id.</summary>
    public async Task<DeadLetter?> FindAsync(string tenantId, Guid id, CancellationToken cancellation) => (await QueryAsync<DeadLetter>(
        new QueryDefinition("SELECT * FROM c WHERE c.id = @id").WithParameter("@id", id.ToString()), Partitions.Of(tenantId), cancellation)).SingleOrDefault();

    /// <summary>Ids of a read model's events that were discarded.</summary>
    /// <param name="place">Null for those of all subjects.</param>
    internal async Task<IReadOnlySet<string>> DiscardedAsync(Projection projection, SubjectPlace? place, CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT VALUE c.event.id FROM c WHERE c.projection = @projection AND c.status = @status")
            .WithParameter("@projection", projection.Name).WithParameter("@status", DeadLetterQuery.NameOf(DeadLetterStatus.Discarded));
        var ids = await QueryAsync<string>(query, place is null ? null : Partitions.Of(place.TenantId, place.SubjectId), cancellation);
        return ids.Count == 0 ? None : ids.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>All of a read model that are still parked, of every tenant.</summary>
    internal Task<IReadOnlyList<DeadLetter>> ParkedAsync(Projection projection, CancellationToken cancellation) => QueryAsync<DeadLetter>(
        new QueryDefinition("SELECT * FROM c WHERE c.projection = @projection AND c.status = @status")
            .WithParameter("@projection", projection.Name).WithParameter("@status", DeadLetterQuery.NameOf(DeadLetterStatus.Parked)),
        partition: null,
        cancellation);

    /// <summary>Those of one record that are still parked, in the order of its events.</summary>
    internal Task<IReadOnlyList<DeadLetter>> ParkedAsync(DeadLetter one, CancellationToken cancellation) =>
        ParkedAsync(one.Reaction is null ? "projection" : "reaction", (one.Reaction ?? one.Projection)!, one.Place, one.Event.RecordId, cancellation);

    /// <inheritdoc cref="ParkedAsync(DeadLetter, CancellationToken)"/>
    internal Task<IReadOnlyList<DeadLetter>> ParkedAsync(Reaction reaction, SubjectPlace place, Guid recordId, CancellationToken cancellation) =>
        ParkedAsync("reaction", reaction.Name, place, recordId, cancellation);

    /// <summary>Those of some records that a reaction will not follow by itself: parked or discarded.</summary>
    internal Task<IReadOnlyList<DeadLetter>> UnfollowedAsync(Reaction reaction, IEnumerable<Guid> recordIds, CancellationToken cancellation) => QueryAsync<DeadLetter>(
        new QueryDefinition("SELECT * FROM c WHERE c.reaction = @reaction AND c.status != @replayed AND ARRAY_CONTAINS(@records, c.event.recordId)")
            .WithParameter("@reaction", reaction.Name)
            .WithParameter("@replayed", DeadLetterQuery.NameOf(DeadLetterStatus.Replayed))
            .WithParameter("@records", recordIds),
        partition: null,
        cancellation);

    /// <summary>Whether a write, or one before it of the same record, is still parked.</summary>
    internal async Task<bool> IsParkedAsync(Projection projection, string tenantId, ConsistencyToken token, CancellationToken cancellation)
    {
        var query = new QueryDefinition(
                "SELECT VALUE COUNT(1) FROM c WHERE c.projection = @projection AND c.status = @status AND c.event.container = @container AND c.event.recordId = @recordId AND c.event.version <= @version")
            .WithParameter("@projection", projection.Name)
            .WithParameter("@status", DeadLetterQuery.NameOf(DeadLetterStatus.Parked))
            .WithParameter("@container", token.Container)
            .WithParameter("@recordId", token.RecordId)
            .WithParameter("@version", token.Version);
        return (await QueryAsync<long>(query, Partitions.Of(tenantId), cancellation)).Sum() > 0;
    }

    /// <summary>Parks what stopped, or notes that it failed again.</summary>
    /// <returns>Ids of those events that an operator has discarded.</returns>
    internal async Task<IReadOnlySet<string>> ParkAsync(FeedReader reader, IReadOnlyList<Stop> stops, CancellationToken cancellation)
    {
        var discarded = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stop in stops)
        {
            var letter = DeadLetter.Of(reader, stop, time.GetUtcNow());
            var parked = await ChangeAsync(letter.Id, letter.Place, found => found switch
            {
                null => letter,
                { Status: DeadLetterStatus.Discarded } => null,
                _ => letter with { ParkedAt = found.ParkedAt, Attempts = found.Attempts + 1 },
            }, cancellation);
            if (parked == letter) telemetry.Parked(reader.Name);
            if (parked?.Status == DeadLetterStatus.Discarded) discarded.Add(stop.Event.Id);
        }

        return discarded;
    }

    /// <summary>Brings a parked one to its end; one that has come to an end stays as it is.</summary>
    internal Task<DeadLetter?> SettleAsync(Guid id, SubjectPlace place, DeadLetterStatus status, string? callerId, string? reason, CancellationToken cancellation) =>
        ChangeAsync(id, place, found => found is not { Status: DeadLetterStatus.Parked } ? null : found with
        {
            Status = status,
            Settlement = new Settlement(time.GetUtcNow(), callerId, reason),
        }, cancellation);

    /// <param name="change">Of what is there, if anything; null leaves it as it is.</param>
    private async Task<DeadLetter?> ChangeAsync(Guid id, SubjectPlace place, Func<DeadLetter?, DeadLetter?> change, CancellationToken cancellation)
    {
        var partition = Partitions.Of(place.TenantId, place.SubjectId);
        while (true)
        {
            using var read = await _container.ReadItemStreamAsync(id.ToString(), partition, cancellationToken: cancellation);
            var isThere = read.StatusCode != HttpStatusCode.NotFound;
            if (isThere) read.EnsureSuccessStatusCode();
            var found = isThere ? await ReadAsync<DeadLetter>(read.Content, cancellation) : null;
            if (change(found) is not { } after) return found;

            using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(after, DocumentJson.Options), writable: false);
            using var written = isThere
                ? await _container.ReplaceItemStreamAsync(content, id.ToString(), partition, new() { IfMatchEtag = read.Headers.ETag }, cancellation)
                : await _container.CreateItemStreamAsync(content, partition, cancellationToken: cancellation);
            if (written.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound) continue;
            written.EnsureSuccessStatusCode();
            return after;
        }
    }

    private async Task<IReadOnlyList<DeadLetter>> ParkedAsync(string readers, string reader, SubjectPlace place, Guid? recordId, CancellationToken cancellation)
    {
        var query = new QueryDefinition($"SELECT * FROM c WHERE c.{readers} = @reader AND c.status = @status AND c.event.recordId = @recordId")
            .WithParameter("@reader", reader)
            .WithParameter("@status", DeadLetterQuery.NameOf(DeadLetterStatus.Parked))
            .WithParameter("@recordId", recordId);
        return [.. (await QueryAsync<DeadLetter>(query, Partitions.Of(place.TenantId, place.SubjectId), cancellation)).OrderBy(letter => letter.At)];
    }

    private async Task<IReadOnlyList<T>> QueryAsync<T>(QueryDefinition query, PartitionKey? partition, CancellationToken cancellation)
    {
        using var pages = _container.GetItemQueryStreamIterator(query, requestOptions: new QueryRequestOptions { PartitionKey = partition });
        var found = new List<T>();
        while (pages.HasMoreResults)
        {
            using var answer = await pages.ReadNextAsync(cancellation);
            answer.EnsureSuccessStatusCode();
            found.AddRange((await ReadAsync<Found<T>>(answer.Content, cancellation)).Documents);
        }

        return found;
    }

    private static async Task<T> ReadAsync<T>(Stream content, CancellationToken cancellation) =>
        (await JsonSerializer.DeserializeAsync<T>(content, DocumentJson.Options, cancellation))!;

    private sealed record Found<T>([property: JsonPropertyName("Documents")] IReadOnlyList<T> Documents);
}
