using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Serverless.Cloud.Projections;

namespace Serverless.Functions.Orchestrations.Rebuild;

/// <summary>
/// Makes a new build of a read model beside the old one, from the events, and switches to it. Reads are answered all the while,
/// and live events are folded into whatever build somebody may read.
/// </summary>
public static class RebuildOrchestration
{
    public const string Name = "RebuildProjection";

    /// <summary>
    /// Once to the end. Whatever comes later is folded by the triggers, which know the build by then; the second time is for what
    /// a replica that lagged behind did not show.
    /// </summary>
    private const int Rounds = 2;

    /// <summary>Sources that are read at the same time.</summary>
    private const int Parallel = 4;

    private static readonly TaskOptions Patiently = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 30, TimeSpan.FromSeconds(1), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(1)));

    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, RebuildCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(checkpoint);
        context.SetCustomStatus(checkpoint.Status with { Step = checkpoint.Step });
        var next = checkpoint.Step switch
        {
            RebuildStep.Announced => await BeginAsync(context, checkpoint),
            RebuildStep.Reading => await ReadAsync(context, checkpoint),
            RebuildStep.Switching => await SwitchAsync(context, checkpoint),
            RebuildStep.Switched => await RetireAsync(context, checkpoint),
            RebuildStep.Deleting => await DeleteAsync(context, checkpoint),
            RebuildStep.Finishing => await FinishAsync(context, checkpoint),
            _ => checkpoint,
        };
        if (checkpoint.Step != RebuildStep.Done) context.ContinueAsNew(next);
    }

    /// <summary>Every trigger must know the build before it is read up to where they go on.</summary>
    private static async Task<RebuildCheckpoint> BeginAsync(TaskOrchestrationContext context, RebuildCheckpoint checkpoint)
    {
        await context.CreateTimer(checkpoint.Pause, CancellationToken.None);
        var sources = await context.CallActivityAsync<IReadOnlyList<RebuildSource>>(RebuildActivities.ListSources, checkpoint.Target(), Patiently);
        return checkpoint with { Step = RebuildStep.Reading, Sources = sources, Status = checkpoint.Status with { Sources = sources.Count } };
    }

    private static async Task<RebuildCheckpoint> ReadAsync(TaskOrchestrationContext context, RebuildCheckpoint checkpoint)
    {
        var open = Open(checkpoint.Sources);
        if (open.TrueForAll(source => source.IsOffline)) await context.CreateTimer(checkpoint.Poll, CancellationToken.None);
        var read = await Task.WhenAll(open.Select(source =>
            context.CallActivityAsync<RebuildProgress>(RebuildActivities.ReadSource, new RebuildSlice(checkpoint.Target(), source), Patiently)));
        // Those that were read go last, so that each has its turn.
        IReadOnlyList<RebuildSource> sources = [.. checkpoint.Sources.Except(open), .. read.Select(one => one.Source)];
        var after = checkpoint with
        {
            Sources = sources,
            Status = checkpoint.Status with
            {
                Read = checkpoint.Status.Read + read.Sum(one => one.Read),
                Folded = checkpoint.Status.Folded + read.Sum(one => one.Folded),
                SourcesAtEnd = sources.Count(source => source.IsAtEnd),
                SourcesOffline = sources.Count(source => source.IsOffline),
            },
        };
        if (sources.Any(IsOpenFeed)) return after;
        if (checkpoint.Rounds + 1 < Rounds) return after with { Rounds = checkpoint.Rounds + 1, Sources = [.. sources.Select(source => source.IsArchive ? source : source with { IsAtEnd = false })] };
        return sources.All(source => source.IsAtEnd) ? after with { Step = RebuildStep.Switching } : after;
    }

    /// <summary>What is to be read next: archives when the feeds are at their end, and those last that have to be waited for.</summary>
    private static List<RebuildSource> Open(IReadOnlyList<RebuildSource> sources) =>
        [.. sources.Where(source => sources.Any(IsOpenFeed) ? IsOpenFeed(source) : !source.IsAtEnd).OrderBy(source => source.IsOffline).Take(Parallel)];

    private static bool IsOpenFeed(RebuildSource source) => source is { IsArchive: false, IsAtEnd: false };

    private static async Task<RebuildCheckpoint> SwitchAsync(TaskOrchestrationContext context, RebuildCheckpoint checkpoint)
    {
        await context.CallActivityAsync(RebuildActivities.Switch, checkpoint.Target(), Patiently);
        return checkpoint with { Step = RebuildStep.Switched, Sources = [] };
    }

    /// <summary>First nobody reads the old build any more, and then nobody folds into it.</summary>
    private static async Task<RebuildCheckpoint> RetireAsync(TaskOrchestrationContext context, RebuildCheckpoint checkpoint)
    {
        await context.CreateTimer(checkpoint.Pause, CancellationToken.None);
        await context.CallActivityAsync(RebuildActivities.Retire, checkpoint.Target(), Patiently);
        await context.CreateTimer(checkpoint.Pause, CancellationToken.None);
        return checkpoint with { Step = RebuildStep.Deleting };
    }

    private static async Task<RebuildCheckpoint> DeleteAsync(TaskOrchestrationContext context, RebuildCheckpoint checkpoint)
    {
        var deleted = await context.CallActivityAsync<int>(RebuildActivities.Delete, checkpoint.Target(), Patiently);
        return checkpoint with
        {
            Step = deleted == 0 ? RebuildStep.Finishing : RebuildStep.Deleting,
            Status = checkpoint.Status with { Deleted = checkpoint.Status.Deleted + deleted },
        };
    }

    private static async Task<RebuildCheckpoint> FinishAsync(TaskOrchestrationContext context, RebuildCheckpoint checkpoint)
    {
        await context.CallActivityAsync(RebuildActivities.Finish, checkpoint.Target(), Patiently);
        return checkpoint with { Step = RebuildStep.Done };
    }

    private static RebuildTarget Target(this RebuildCheckpoint checkpoint) => new(checkpoint.Projection, checkpoint.Build);
}
