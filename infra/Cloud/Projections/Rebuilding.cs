using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Projections;

/// <summary>
/// The steps of a rebuild, each of which can be repeated: announce a build, so that live events are folded into it too; make it
/// from the feeds (<see cref="RebuildFeed"/>); switch to it; let go of the old one; delete that. Between two of them every
/// process must have noticed the step before: see <see cref="Pause"/>.
/// </summary>
public sealed class Rebuilding(
    Database database, BulkDatabase bulk, Builds builds, DeadLetters letters, Authority authority, SubjectFold folds, ProjectionSet projections, TimeProvider time, ProjectionOptions options)
{
    private const int DeletedAtOnce = 1000;

    /// <summary>So long may pass between the announcement of a rebuild and the start of its orchestration.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);

    public TimeSpan Pause => (2 * options.BuildCacheLifetime) + options.RebuildGrace;

    public Projection Find(string name) => projections.Find(name) ?? throw new ArgumentException($"There is no read model '{name}'.", nameof(name));

    /// <summary>Begins a build, unless one is being made.</summary>
    /// <param name="isOver">Whether the orchestration of that name has ended; null where there is none.</param>
    /// <returns>The new build; or the error that names the rebuild which is under way.</returns>
    public async Task<Result<BuildState>> AnnounceAsync(Projection projection, Func<string, Task<bool?>> isOver, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(isOver);
        var state = await builds.ReadAsync(projection, cancellation);
        var now = time.GetUtcNow();
        if (state.Rebuild is { } running && !(await isOver(running) ?? IsLost(state))) return ProjectionErrors.RebuildingBy(running);
        var next = state.Last + 1;
        var announced = await builds.ChangeAsync(projection, found => found.Rebuild != state.Rebuild || found.Last != state.Last ? null : found with
        {
            // One that failed half-way is given up, and a new one begun.
            Building = next,
            Retiring = null,
            Last = next,
            Rebuild = InstanceOf(projection, next),
            RebuildAt = now,
        }, cancellation);
        return announced.Last == next && announced.RebuildAt == now ? announced : ProjectionErrors.RebuildingBy(announced.Rebuild ?? InstanceOf(projection, next));
    }

    /// <summary>Of a rebuild whose orchestration is not there: it was never started, or has ended so long ago that its history is gone.</summary>
    public bool IsLost(BuildState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return time.GetUtcNow() - state.RebuildAt > StartTime;
    }

    /// <summary>From each source's beginning; archives last.</summary>
    public async Task<IReadOnlyList<RebuildSource>> SourcesAsync(Projection projection, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        var sources = new List<RebuildSource>();
        foreach (var container in projection.Containers)
        {
            foreach (var range in await database.GetContainer(container).GetFeedRangesAsync(cancellation))
                sources.Add(new RebuildSource(container, range.ToJsonString(), Continuation: null));
        }

        var archived = projection.Containers.Where(container => projection.DomainsIn(container).Any(domain => domain.Retention?.Archive is not null));
        return [.. sources, .. archived.Select(container => new RebuildSource(container, Range: "", Continuation: null) { IsArchive = true })];
    }

    /// <summary>Reads are answered from the new build; the old one is kept up to date for those who do not know yet.</summary>
    public Task SwitchAsync(Projection projection, int build, CancellationToken cancellation) =>
        builds.ChangeAsync(projection, state => state.Building != build ? null : state with
        {
            Active = build,
            ActiveSince = time.GetUtcNow(),
            Building = null,
            Retiring = state.Active,
        }, cancellation);

    public Task RetireAsync(Projection projection, int build, CancellationToken cancellation) =>
        builds.ChangeAsync(projection, state => state.Active != build ? null : state with { Retiring = null }, cancellation);

    /// <summary>Deletes some documents of builds that nobody reads.</summary>
    /// <returns>How many; 0 when there are no more.</returns>
    public async Task<int> DeleteAsync(Projection projection, int build, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        // A rebuild that was given up while it went on must not take away what is read now.
        if (await builds.ReadAsync(projection, cancellation) is not { Retiring: null } state || state.Active != build) return 0;
        var container = bulk.Database.GetContainer(projection.Name);
        var kept = state.Folded.Select(DocumentPlace.BuildId).ToList();
        var others = string.Join(" AND ", kept.Select((_, i) => $"NOT (c.id = @kept{i} OR STARTSWITH(c.id, @within{i}))"));
        var query = new QueryDefinition($"SELECT c.id, c.tenantId, c.subjectId FROM c WHERE {others} OFFSET 0 LIMIT @most").WithParameter("@most", DeletedAtOnce);
        for (var i = 0; i < kept.Count; i++) query = query.WithParameter($"@kept{i}", kept[i]).WithParameter($"@within{i}", $"{kept[i]}:");
        var found = new List<JsonObject>();
        using var pages = container.GetItemQueryIterator<JsonObject>(query);
        while (pages.HasMoreResults) found.AddRange(await pages.ReadNextAsync(cancellation));
        await Task.WhenAll(found.Select(async document =>
        {
            using var answer = await container.DeleteItemStreamAsync(
                (string)document["id"]!, Partitions.Of((string)document["tenantId"]!, (string)document["subjectId"]!), cancellationToken: cancellation);
            if (answer.StatusCode != HttpStatusCode.NotFound) answer.EnsureSuccessStatusCode();
        }));
        return found.Count;
    }

    /// <summary>Brings dead letters to their end whose events the new build could take in, and says that the rebuild is over.</summary>
    public async Task FinishAsync(Projection projection, int build, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        var parked = (await letters.ParkedAsync(projection, cancellation)).Where(letter => letter.Source is not null);
        foreach (var record in parked.GroupBy(letter => (letter.Place, letter.Event.RecordType, letter.Source)))
        {
            var declared = projection.Documents.Single(one => one.Domains.Any(domain => domain.RecordType == record.Key.RecordType));
            if (await authority.PlaceOfAsync(declared, record.First(), cancellation) is not { } place) continue;
            var (key, _) = await folds.KeyAsync(declared, record.Key.Place, cancellation);
            var document = await folds.ReadAsync(projection, declared, place, record.Key.Place, build, key, cancellation);
            foreach (var letter in record.Where(letter => letter.At < document.NextOf(letter.Source!)))
                await letters.SettleAsync(letter.Id, letter.Place, DeadLetterStatus.Replayed, callerId: null, reason: null, cancellation);
        }

        await builds.ChangeAsync(projection, state => state.Active != build || state.Building is not null ? null : state with { Rebuild = null, RebuildAt = null }, cancellation);
    }

    private static string InstanceOf(Projection projection, int build) => $"rebuild-{projection.Name}-{build}";
}
