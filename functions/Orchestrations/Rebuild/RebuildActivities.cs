using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Projections;

namespace Serverless.Functions.Orchestrations.Rebuild;

/// <summary>Which build of which read model.</summary>
public sealed record RebuildTarget(string Projection, int Build);

/// <summary>Some of a source.</summary>
public sealed record RebuildSlice(RebuildTarget Target, RebuildSource Source);

/// <summary>The steps of a rebuild. Each does again what it was doing when the process ended.</summary>
public sealed class RebuildActivities(Rebuilding rebuilding, RebuildFeed feed)
{
    public const string ListSources = "ListRebuildSources";
    public const string ReadSource = "ReadRebuildSource";
    public const string Switch = "SwitchToRebuilt";
    public const string Retire = "RetireBuild";
    public const string Delete = "DeleteRetired";
    public const string Finish = "FinishRebuild";

    [Function(ListSources)]
    public Task<IReadOnlyList<RebuildSource>> ListSourcesAsync([ActivityTrigger] RebuildTarget target, CancellationToken cancellation) =>
        rebuilding.SourcesAsync(rebuilding.Find(target.Projection), cancellation);

    [Function(ReadSource)]
    public Task<RebuildProgress> ReadSourceAsync([ActivityTrigger] RebuildSlice slice, CancellationToken cancellation) =>
        feed.ReadAsync(rebuilding.Find(slice.Target.Projection), slice.Target.Build, slice.Source, cancellation);

    [Function(Switch)]
    public Task SwitchAsync([ActivityTrigger] RebuildTarget target, CancellationToken cancellation) =>
        rebuilding.SwitchAsync(rebuilding.Find(target.Projection), target.Build, cancellation);

    [Function(Retire)]
    public Task RetireAsync([ActivityTrigger] RebuildTarget target, CancellationToken cancellation) =>
        rebuilding.RetireAsync(rebuilding.Find(target.Projection), target.Build, cancellation);

    [Function(Delete)]
    public Task<int> DeleteAsync([ActivityTrigger] RebuildTarget target, CancellationToken cancellation) =>
        rebuilding.DeleteAsync(rebuilding.Find(target.Projection), target.Build, cancellation);

    [Function(Finish)]
    public Task FinishAsync([ActivityTrigger] RebuildTarget target, CancellationToken cancellation) =>
        rebuilding.FinishAsync(rebuilding.Find(target.Projection), target.Build, cancellation);
}
