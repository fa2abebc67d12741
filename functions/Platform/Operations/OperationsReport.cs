using System.Globalization;
using Azure;
using Azure.Messaging.ServiceBus;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Messaging;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Telemetry.Recording;

namespace Serverless.Functions.Platform.Operations;

/// <summary>Collects what the process has recorded itself, and asks the store, the orchestrations and the queues for the rest.</summary>
public sealed class OperationsReport(
    Recorder recorder, ProjectionSet projections, ProjectionReport readModels, ReactionSet reactions, DeadLetterCounts letters, QueueDepths queues,
    OperationsOptions options, TimeProvider time, ILogger<OperationsReport> log)
{
    /// <param name="tenantId">Whose dead letters and orchestrations are told; all else is the whole app's.</param>
    public async Task<OperationsMetrics> ReadAsync(string tenantId, DurableTaskClient orchestrations, CancellationToken cancellation)
    {
        var (models, parked, running, depths) = (
            Task.WhenAll(projections.All.Select(async projection => Describe(await readModels.ReadAsync(projection, tenantId, cancellation)))),
            letters.ReadAsync(tenantId, cancellation),
            OrchestrationReport.ReadAsync(orchestrations, tenantId, time.GetUtcNow(), cancellation),
            QueuesAsync(cancellation));
        return new OperationsMetrics(
            time.GetUtcNow(),
            recorder.Instance,
            recorder.Since,
            (int)Recorder.Window.TotalSeconds,
            (int)Recorder.Slot.TotalSeconds,
            [.. recorder.Functions().Select(Describe)],
            await models,
            [.. reactions.All.Select(reaction => new ReactionMetrics(reaction.Name, Lags(reaction.Name), Events(reaction.Name)))],
            [.. (await parked).Select(one => new DeadLetterMetrics(one.Source, KindOf(one), one.Parked, one.Oldest))],
            await running,
            await depths);
    }

    internal async Task<IReadOnlyList<QueueMetrics>?> QueuesAsync(CancellationToken cancellation)
    {
        try
        {
            return
            [
                .. (await queues.ReadAsync(cancellation)).Select(depth => new QueueMetrics(
                    depth.Name, depth.Active, depth.Scheduled, depth.DeadLetters, options.QueueDepthLimit, depth.Active > options.QueueDepthLimit)),
            ];
        }
        // The namespace may be away, or not let us look; everything else can be told all the same.
        catch (Exception e) when (e is ServiceBusException or RequestFailedException or UnauthorizedAccessException)
        {
            log.QueuesUnknown(e);
            return null;
        }
    }

    private static FunctionMetrics Describe(FunctionFigures figures) => new(
        figures.Function.Name,
        figures.Function.Trigger,
        figures.Calls,
        figures.Failures,
        Milliseconds(figures, 0.5),
        Milliseconds(figures, FunctionFigures.Share),
        Milliseconds(figures, 0.99),
        figures.Function.Objective?.TotalMilliseconds,
        figures.Standing,
        Math.Round(figures.Charge, 2),
        Math.Round(figures.Charge / figures.Calls, 2));

    private static double Milliseconds(FunctionFigures figures, double share)
    {
        var value = figures.Latency.Quantile(share)!.Value;
        // Three digits are what the histogram knows.
        return double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private ReadModelMetrics Describe(ProjectionState state) => new(
        state.Projection.Name,
        state.Builds.Active,
        state.Builds.Building is not null,
        state.AsOf,
        state.AsOf is { } asOf ? Math.Round(Math.Max(0, (state.At - asOf).TotalSeconds), 3) : null,
        state.Pending.Any(source => source.Pending is null) ? null : state.Pending.Sum(source => source.Pending!.Value),
        Lags(state.Projection.Name),
        Events(state.Projection.Name));

    private IReadOnlyList<double?> Lags(string follower) => [.. recorder.LagOf(follower).Select(point => point.Most is { } most ? Math.Round(most.TotalSeconds, 3) : (double?)null)];

    private IReadOnlyList<long> Events(string follower) => [.. recorder.LagOf(follower).Select(point => point.Events)];

    private static string KindOf(ParkedCount letters) => letters switch
    {
        { Projection: not null } => "readModel",
        { Reaction: not null } => "reaction",
        _ => "publication",
    };
}

internal static partial class OperationsLog
{
    [LoggerMessage(200, LogLevel.Warning, "How deep the queues are is not known")]
    public static partial void QueuesUnknown(this ILogger log, Exception exception);

    [LoggerMessage(201, LogLevel.Warning, "{Messages} messages wait in {Queue}, more than {Limit}")]
    public static partial void TooDeep(this ILogger log, string queue, long messages, long limit);

    [LoggerMessage(202, LogLevel.Warning, "{Messages} messages of {Queue} were given up")]
    public static partial void GivenUp(this ILogger log, string queue, long messages);

    [LoggerMessage(203, LogLevel.Warning, "{Count} orchestrations {Orchestration} have failed within an hour")]
    public static partial void HaveFailed(this ILogger log, string orchestration, int count);
}
