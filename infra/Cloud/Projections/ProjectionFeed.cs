using System.Text.Json;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Telemetry;

namespace Serverless.Cloud.Projections;

/// <summary>
/// What a read model's triggers do with a batch of changes. It ends well when each event of the batch is folded or parked; when
/// it fails, the same batch can be given again.
/// </summary>
public sealed class ProjectionFeed(SubjectFold folds, Builds builds, SubjectKeys keys, FeedTelemetry telemetry, ProjectionOptions options)
{
    /// <param name="container">Whose changes they are.</param>
    public async Task FoldAsync(Projection projection, string container, IReadOnlyList<JsonElement> changes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(changes);
        var domains = projection.DomainsIn(container);
        var documents = DocumentEvents.Group(projection, changes.Select(change => FeedEvent.Of(domains, change)).OfType<FeedEvent>()).ToList();
        if (documents.Count == 0) return;

        await LoadKeysAsync(documents, cancellation);
        var state = await builds.GetAsync(projection, cancellation);
        var limit = new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellation };
        await Parallel.ForEachAsync(documents, limit, async (events, token) =>
        {
            using var span = FeedTelemetry.Fold(projection.Name, events.Events.Select(fact => fact.Document));
            var folded = 0;
            foreach (var build in state.Folded)
                folded += await folds.FoldAsync(projection, events, build, parks: build == state.Active, discarded: null, token);
            if (folded > 0) telemetry.Done(projection.Name, events.Events.Select(fact => fact.Document));
        });
    }

    /// <summary>All that the batch needs at once, so that the documents find them at hand.</summary>
    private async Task LoadKeysAsync(List<DocumentEvents> documents, CancellationToken cancellation)
    {
        var personal = documents.Where(document => document.Declared.IsPersonal).Select(document => document.Subject);
        foreach (var tenant in personal.GroupBy(place => place.TenantId).Where(tenant => tenant.Skip(1).Any()))
            await keys.FindManyAsync(tenant.Key, tenant.Select(place => place.SubjectId), cancellation);
    }
}
