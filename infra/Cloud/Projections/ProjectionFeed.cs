using System.Text.Json;
using Serverless.Cloud.Keys;

namespace Serverless.Cloud.Projections;

/// <summary>
/// What a read model's triggers do with a batch of changes. It ends well when each event of the batch is folded or parked; when
/// it fails, the same batch can be given again.
/// </summary>
public sealed class ProjectionFeed(SubjectFold folds, Builds builds, SubjectKeys keys, ProjectionOptions options)
{
    /// <param name="container">Whose changes they are.</param>
    public async Task FoldAsync(Projection projection, string container, IReadOnlyList<JsonElement> changes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(changes);
        var domains = projection.DomainsIn(container);
        var subjects = SubjectEvents.Group(projection, changes.Select(change => FeedEvent.Of(domains, change)).OfType<FeedEvent>()).ToList();
        if (subjects.Count == 0) return;

        await LoadKeysAsync(subjects, cancellation);
        var state = await builds.GetAsync(projection, cancellation);
        var limit = new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellation };
        await Parallel.ForEachAsync(subjects, limit, async (events, token) =>
        {
            foreach (var build in state.Folded)
                await folds.FoldAsync(projection, events, build, parks: build == state.Active, discarded: null, token);
        });
    }

    /// <summary>All that the batch needs at once, so that the subjects find them at hand.</summary>
    private async Task LoadKeysAsync(List<SubjectEvents> subjects, CancellationToken cancellation)
    {
        var personal = subjects.Where(subject => subject.Declared.Domains.Any(domain => domain.HasPersonal)).Select(subject => subject.Place);
        foreach (var tenant in personal.GroupBy(place => place.TenantId).Where(tenant => tenant.Skip(1).Any()))
            await keys.FindManyAsync(tenant.Key, tenant.Select(place => place.SubjectId), cancellation);
    }
}
