using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Keys;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using Serverless.Kernel.Results;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Cosmos;

/// <summary>
/// Authoritative documents. A record is read by one call, and by one more where it is archived; what a command changes, with its
/// events and what is kept of the request, is written by one transactional batch.
/// </summary>
public sealed class RecordStore(Database database, ArchiveLookup archives, SubjectKeys keys, TenantKeys tenants, TimeProvider time, RecordOptions options)
{
    /// <summary>The record as it is; null where there is none.</summary>
    /// <param name="sessionToken">Of a write that the answer must contain.</param>
    /// <exception cref="CosmosException">The store cannot be reached or does not answer.</exception>
    /// <exception cref="ArchiveOfflineException">The record is archived where it takes hours to read.</exception>
    public async Task<Stored<TState>?> FindAsync<TState, TEvent>(
        Domain<TState, TEvent> domain, RecordKey key, CancellationToken cancellation, string? sessionToken = null)
        where TState : class
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(key);
        var document = await ReadAsync(domain, key, sessionToken, cancellation);
        return document is null ? null : await OpenAsync(domain, key, document, sessionToken, cancellation);
    }

    /// <summary>The record for a command that is going to change it. One that is archived is refused, and not looked for in its archive.</summary>
    internal async Task<Result<Stored<TState>>> LoadAsync<TState, TEvent>(Domain<TState, TEvent> domain, RecordKey key, CancellationToken cancellation)
        where TState : class
        where TEvent : class
    {
        var document = await ReadAsync(domain, key, sessionToken: null, cancellation);
        if (document is null) return StoreErrors.NotFound;
        if (ArchiveMarker.Of(document) is not null) return StoreErrors.Archived;
        return RecordDocuments.Read(domain, document, await StandingAsync(domain, key.TenantId, key.SubjectId, cancellation));
    }

    /// <summary>A page of records, opened. Of those that are archived, what is not there any more is left out.</summary>
    /// <param name="continuation">Of the page before.</param>
    /// <returns>Null where the continuation is not one of this list.</returns>
    /// <inheritdoc cref="FindAsync" path="/exception"/>
    public async Task<Page<Stored<TState>>?> ListAsync<TState, TEvent>(
        Domain<TState, TEvent> domain, RecordQuery query, int size, string? continuation, CancellationToken cancellation)
        where TState : class
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(query);
        using var pages = database.GetContainer(domain.Container).GetItemQueryStreamIterator(
            query.Statement(domain), continuation, new QueryRequestOptions { PartitionKey = query.Partition, MaxItemCount = size });
        using var answer = await pages.ReadNextAsync(cancellation);
        if (answer.StatusCode == HttpStatusCode.BadRequest && continuation is not null) return null;
        answer.EnsureSuccessStatusCode();
        var found = (await JsonSerializer.DeserializeAsync<JsonObject>(answer.Content, cancellationToken: cancellation))!["Documents"]!.AsArray();
        var records = await Task.WhenAll(found.Select(document => OpenAsync(domain, KeyOf(document!), document!.AsObject(), sessionToken: null, cancellation)));
        return new Page<Stored<TState>>([.. records.OfType<Stored<TState>>()], answer.ContinuationToken);
    }

    /// <summary>What a request with the same key was answered; null where there was none, or so long ago that it is forgotten.</summary>
    public async Task<Repetition<TState>?> FindRepetitionAsync<TState, TEvent>(
        Domain<TState, TEvent> domain, RecordKey key, CommandContext context, CancellationToken cancellation)
        where TState : class
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(context);
        if (context.IdempotencyKey is null) return null;
        var document = await ReadAsync(domain, key, IdempotencyDocuments.IdOf(context.CommandId), sessionToken: null, cancellation);
        if (document is null) return null;
        return (string?)document["requestHash"] == context.RequestHash
            ? new Repetition<TState>(IdempotencyDocuments.Read(domain, document, await StandingAsync(domain, key.TenantId, key.SubjectId, cancellation)))
            : new Repetition<TState>(Answer: null);
    }

    /// <summary>
    /// The record as this very command has made it, where it has: the SDK sends a batch again whose answer was lost, and is then
    /// told that the version is there already.
    /// </summary>
    internal async Task<Stored?> FindOwnAsync(RecordChange change, CommandContext context, CancellationToken cancellation)
    {
        var fact = await ReadAsync(change.Domain, change.Key, change.FirstEventId.ToString(), sessionToken: null, cancellation);
        if (fact is null || (Guid)fact["why"]!["commandId"]! != context.CommandId) return null;
        var at = RecordDocuments.Time(fact["at"]!);
        RecordTrail.Written(context.Caller, [change], [change.Events(context, at)]);
        return change.After(at);
    }

    /// <summary>The record as it is now, where this very command has made it.</summary>
    internal async Task<Stored<TState>?> FindMadeAsync<TState, TEvent>(
        Domain<TState, TEvent> domain, RecordKey key, CommandContext context, CancellationToken cancellation)
        where TState : class
        where TEvent : class
    {
        var fact = await ReadAsync(domain, key, EventDocuments.IdOf(key.RecordId, version: 1, index: 0).ToString(), sessionToken: null, cancellation);
        return fact is not null && (Guid)fact["why"]!["commandId"]! == context.CommandId ? await FindAsync(domain, key, cancellation) : null;
    }

    /// <summary>Stores all changes or none.</summary>
    /// <param name="domain">Of the record that the command is about, which is the first of the changes.</param>
    /// <param name="before">That record, where it was there before.</param>
    /// <param name="changes">Of one partition. None where the command changes nothing; the request is remembered all the same.</param>
    /// <exception cref="CosmosException">Nothing is known: the changes may be stored or not. The same command can be tried again.</exception>
    public async Task<Commitment> CommitAsync(
        Domain domain, Stored? before, IReadOnlyList<RecordChange> changes, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(context);
        if (changes.Any(change => change.Before is { ArchivedAt: not null })) return new Commitment.Refused(StoreErrors.Archived);
        if (changes.Select(StoreErrors.Of).FirstOrDefault(error => error is not null) is { } refused) return new Commitment.Refused(refused);

        var now = context.At ?? time.GetUtcNow();
        IReadOnlyList<Stored> after = [.. changes.Select(change => change.After(now))];
        var answer = after.Count > 0 ? after[0] : before ?? throw new ArgumentException("There is neither a record nor a change.", nameof(changes));
        if (after.Count == 0 && context.IdempotencyKey is null) return new Commitment.Done([answer], SessionToken: "");

        var needsKey = domain.HasPersonal || changes.Any(change => change.Domain.HasPersonal);
        SubjectStanding standing;
        try
        {
            standing = needsKey ? await keys.EnsureAsync(answer.Key.TenantId, answer.Key.SubjectId, cancellation) : SubjectStanding.None;
        }
        catch (SubjectKeyDestroyedException)
        {
            return new Commitment.Refused(StoreErrors.Erased);
        }

        if (standing.IsRestricted && !context.ServesRights && changes.Any(change => change.Domain.IsRestrictable)) return new Commitment.Refused(StoreErrors.Restricted);
        var key = standing.Key;
        var batch = new RecordBatch(database.GetContainer(domain.Container), answer.Key);
        if (context.IdempotencyKey is not null)
            batch.Remember(IdempotencyDocuments.Write(domain, answer, context, key, now, options.IdempotencyLife));
        var facts = changes.Select(change => change.Events(context, now)).ToList();
        for (var i = 0; i < changes.Count; i++)
            await AddAsync(batch, changes[i], after[i], facts[i], key, cancellation);
        var commitment = await batch.CommitAsync([.. after.Skip(1).Prepend(answer).Select(record => record with { IsRestricted = standing.IsRestricted })], cancellation);
        if (commitment is Commitment.Done) RecordTrail.Written(context.Caller, changes, facts);
        return commitment;
    }

    private async Task AddAsync(
        RecordBatch batch, RecordChange change, Stored after, IReadOnlyList<EventDocument> facts, SubjectKey? key, CancellationToken cancellation)
    {
        var isLookedUp = change.Domain.Schema.Fields.Any(field => field.IsBlindIndexed);
        var blind = isLookedUp ? await tenants.BlindIndexAsync(change.Key.TenantId, cancellation) : null;
        var ownKey = change.Domain.HasPersonal ? key : null;
        batch.Put(RecordDocuments.Write(change.Domain, after, ownKey, blind), change.Before);
        foreach (var fact in facts)
            batch.Append(EventDocuments.Write(change.Domain, fact, ownKey));
    }

    private async Task<Stored<TState>?> OpenAsync<TState, TEvent>(
        Domain<TState, TEvent> domain, RecordKey key, JsonObject document, string? sessionToken, CancellationToken cancellation)
        where TState : class
        where TEvent : class
    {
        if (await archives.FindAsync(document, () => ReadAsync(domain, key, sessionToken, cancellation), cancellation) is not { } found) return null;
        var record = RecordDocuments.Read(domain, found.State, await StandingAsync(domain, key.TenantId, key.SubjectId, cancellation));
        return found.ArchivedAt is null ? record : record with { ArchivedAt = found.ArchivedAt };
    }

    /// <summary>What is stored at the id, where that is a record of the domain.</summary>
    private async Task<JsonObject?> ReadAsync(Domain domain, RecordKey key, string? sessionToken, CancellationToken cancellation) =>
        await ReadAsync(domain, key, key.Id, sessionToken, cancellation) is { } document && (string?)document["kind"] == domain.RecordType ? document : null;

    private async Task<JsonObject?> ReadAsync(Domain domain, RecordKey key, string id, string? sessionToken, CancellationToken cancellation)
    {
        using var answer = await database.GetContainer(domain.Container)
            .ReadItemStreamAsync(id, key.Partition, new ItemRequestOptions { SessionToken = sessionToken }, cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        answer.EnsureSuccessStatusCode();
        return (await JsonSerializer.DeserializeAsync<JsonObject>(answer.Content, cancellationToken: cancellation))!;
    }

    private static RecordKey KeyOf(JsonNode document) => new((string)document["tenantId"]!, (string)document["subjectId"]!, (Guid)document["id"]!);

    private async Task<SubjectStanding> StandingAsync(Domain domain, string tenantId, string subjectId, CancellationToken cancellation) =>
        domain.HasPersonal ? await keys.StandingAsync(tenantId, subjectId, cancellation) : SubjectStanding.None;
}
