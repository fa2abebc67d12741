using System.Text.Json;
using Serverless.Cloud.Subjects;
using Serverless.Cloud.Telemetry;

namespace Serverless.Cloud.Projections;

/// <summary>
/// What a read model's triggers do with a batch of changes. It ends well when each event of the batch is folded or parked; when
/// it fails, the same batch can be given again.
/// </summary>
public sealed class ProjectionFeed(FeedFold folds, Builds builds, SubjectGate gate, FeedTelemetry telemetry, ProjectionOptions options)
{
    /// <param name="container">Whose changes they are.</param>
    public async Task FoldAsync(Projection projection, string container, IReadOnlyList<JsonElement> changes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(changes);
        var domains = projection.DomainsIn(container);
        var documents = DocumentEvents.Group(projection, changes.Select(change => FeedEvent.Of(domains, change)).OfType<FeedEvent>()).ToList();
        if (documents.Count == 0) return;

        // All that the batch needs at once, so that the documents find it at hand.
        await gate.LookUpAsync(documents.SelectMany(document => document.Events), cancellation);
        var state = await builds.GetAsync(projection, cancellation);
        var limit = new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellation };
        await Parallel.ForEachAsync(documents, limit, async (events, token) =>
        {
            using var span = FeedTelemetry.Fold(projection.Name, events.Events.Select(fact => fact.Document));
            var folded = await folds.FoldAsync(projection, events, [.. state.Folded], state.Active, discarded: null, token);
            if (folded > 0) telemetry.Done(projection.Name, events.Events.Select(fact => fact.Document));
        });
    }
}
