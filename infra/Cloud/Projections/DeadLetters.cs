using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Telemetry;
using Serverless.Kernel.Events;

namespace Serverless.Cloud.Projections;

/// <summary>The container of dead letters. One of each event and who reads it, however often it fails.</summary>
public sealed class DeadLetters(Database database, FeedTelemetry telemetry, ProjectionOptions options, TimeProvider time)
{
    private static readonly HashSet<string> None = [];

    private readonly DeadLetterDocuments _documents = new(database, options.ReplayedLetterLife);

    /// <summary>A page of a tenant's, the newest first.</summary>
    /// <returns>Null where the continuation is not one of this list.</returns>
    public Task<Page<DeadLetter>?> ListAsync(DeadLetterQuery query, int size, string? continuation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _documents.PageAsync(query.Statement("*", " ORDER BY c.parkedAt DESC"), Partitions.Of(query.TenantId), size, continuation, cancellation);
    }

    public async Task<long> CountAsync(DeadLetterQuery query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var counts = await _documents.QueryAsync<long>(query.Statement("VALUE COUNT(1)"), Partitions.Of(query.TenantId), cancellation);
        return counts.Sum();
    }

    /// <summary>Null where the tenant has none of this id.</summary>
    public async Task<DeadLetter?> FindAsync(string tenantId, Guid id, CancellationToken cancellation) => (await _documents.QueryAsync<DeadLetter>(
        new QueryDefinition("SELECT * FROM c WHERE c.id = @id").WithParameter("@id", id.ToString()), Partitions.Of(tenantId), cancellation)).SingleOrDefault();

    /// <summary>Ids of a read model's events that were discarded.</summary>
    /// <param name="place">Null for those of all subjects.</param>
    internal async Task<IReadOnlySet<string>> DiscardedAsync(Projection projection, SubjectPlace? place, CancellationToken cancellation)
    {
        var query = new QueryDefinition("SELECT VALUE c.event.id FROM c WHERE c.projection = @projection AND c.status = @status")
            .WithParameter("@projection", projection.Name).WithParameter("@status", DeadLetterQuery.NameOf(DeadLetterStatus.Discarded));
        var ids = await _documents.QueryAsync<string>(query, place is null ? null : Partitions.Of(place.TenantId, place.SubjectId), cancellation);
        return ids.Count == 0 ? None : ids.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>All of a read model that are still parked, of every tenant.</summary>
    internal Task<IReadOnlyList<DeadLetter>> ParkedAsync(Projection projection, CancellationToken cancellation) => _documents.QueryAsync<DeadLetter>(
        new QueryDefinition("SELECT * FROM c WHERE c.projection = @projection AND c.status = @status")
            .WithParameter("@projection", projection.Name).WithParameter("@status", DeadLetterQuery.NameOf(DeadLetterStatus.Parked)),
        partition: null,
        cancellation);

    /// <summary>All of a subject that are still parked.</summary>
    internal Task<IReadOnlyList<DeadLetter>> ParkedAsync(SubjectPlace place, CancellationToken cancellation) => _documents.QueryAsync<DeadLetter>(
        new QueryDefinition("SELECT * FROM c WHERE c.status = @status").WithParameter("@status", DeadLetterQuery.NameOf(DeadLetterStatus.Parked)),
        Partitions.Of(place.TenantId, place.SubjectId),
        cancellation);

    /// <summary>Those of one record that are still parked, in the order of its events.</summary>
    internal Task<IReadOnlyList<DeadLetter>> ParkedAsync(DeadLetter one, CancellationToken cancellation) =>
        ParkedAsync(one.Reader, one.Place, one.Event.RecordId, cancellation);

    /// <inheritdoc cref="ParkedAsync(DeadLetter, CancellationToken)"/>
    internal Task<IReadOnlyList<DeadLetter>> ParkedAsync(FeedReader reader, SubjectPlace place, Guid recordId, CancellationToken cancellation) =>
        ParkedAsync(DeadLetter.ReaderOf(reader), place, recordId, cancellation);

    /// <summary>Those of some records that will not be followed by themselves: parked or discarded.</summary>
    internal Task<IReadOnlyList<DeadLetter>> UnfollowedAsync(FeedReader reader, IEnumerable<Guid> recordIds, CancellationToken cancellation) => _documents.QueryAsync<DeadLetter>(
        new QueryDefinition($"SELECT * FROM c WHERE c.{DeadLetter.ReaderOf(reader).Field} = @reader AND c.status != @replayed AND ARRAY_CONTAINS(@records, c.event.recordId)")
            .WithParameter("@reader", reader.Name)
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
        return (await _documents.QueryAsync<long>(query, Partitions.Of(tenantId), cancellation)).Sum() > 0;
    }

    /// <summary>Parks what stopped, or notes that it failed again.</summary>
    /// <returns>Ids of those events that an operator has discarded.</returns>
    internal async Task<IReadOnlySet<string>> ParkAsync(FeedReader reader, IReadOnlyList<Stop> stops, CancellationToken cancellation)
    {
        var discarded = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stop in stops)
        {
            var letter = DeadLetter.Of(reader, stop, time.GetUtcNow());
            var parked = await _documents.ChangeAsync(letter.Id, letter.Place, found => found switch
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
        _documents.ChangeAsync(id, place, found => found is not { Status: DeadLetterStatus.Parked } ? null : found with
        {
            Status = status,
            Settlement = new Settlement(time.GetUtcNow(), callerId, reason),
        }, cancellation);

    private async Task<IReadOnlyList<DeadLetter>> ParkedAsync((string Field, string Name) reader, SubjectPlace place, Guid? recordId, CancellationToken cancellation)
    {
        var query = new QueryDefinition($"SELECT * FROM c WHERE c.{reader.Field} = @reader AND c.status = @status AND c.event.recordId = @recordId")
            .WithParameter("@reader", reader.Name)
            .WithParameter("@status", DeadLetterQuery.NameOf(DeadLetterStatus.Parked))
            .WithParameter("@recordId", recordId);
        return [.. (await _documents.QueryAsync<DeadLetter>(query, Partitions.Of(place.TenantId, place.SubjectId), cancellation)).OrderBy(letter => letter.At)];
    }
}
