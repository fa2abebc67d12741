using System.Xml;
using Serverless.Cloud.Projections;

namespace Serverless.Functions.Orchestrations.Rebuild;

public sealed record ProjectionList(IReadOnlyList<ProjectionAnswer> Items);

/// <summary>How a read model stands.</summary>
/// <param name="Version">The number of the build that answers.</param>
/// <param name="Status"><c>live</c>, <c>rebuilding</c>, or <c>rebuildFailed</c> until another rebuild is started.</param>
/// <param name="AsOf">Everything that was written until then is contained, but for dead letters; null where that is not known.</param>
/// <param name="Lag">How long ago that was (ISO 8601).</param>
/// <param name="DeadLetters">Those of the caller's tenant that are parked.</param>
/// <param name="Rebuild">The rebuild that is under way.</param>
public sealed record ProjectionAnswer(
    string Name, int Version, DateTimeOffset? ActiveSince, string Status, DateTimeOffset? AsOf, string? Lag,
    IReadOnlyList<SourceLag> Sources, long DeadLetters, RebuildAnswer? Rebuild)
{
    internal static ProjectionAnswer Of(ProjectionState state, RebuildStatus? rebuild, bool hasFailed) => new(
        state.Projection.Name,
        state.Builds.Active,
        state.Builds.ActiveSince,
        state.Builds.Rebuild is null ? "live" : hasFailed ? "rebuildFailed" : "rebuilding",
        state.AsOf,
        state.AsOf is { } asOf ? XmlConvert.ToString(state.At > asOf ? state.At - asOf : TimeSpan.Zero) : null,
        state.Pending,
        state.DeadLetters,
        state.Builds.Rebuild is { } instance ? new RebuildAnswer(instance, rebuild?.Step.ToString().ToLowerInvariant(), rebuild?.Build, rebuild?.Read, rebuild?.Folded, rebuild?.Deleted, rebuild?.Sources, rebuild?.SourcesAtEnd, rebuild?.SourcesOffline) : null);
}

/// <summary>How far a rebuild is; the numbers are missing before it has begun.</summary>
/// <param name="SourcesOffline">Archives that it waits for: they take hours to read.</param>
public sealed record RebuildAnswer(
    string Id, string? Step, int? Version, long? EventsRead, long? EventsFolded, long? DocumentsDeleted, int? Sources, int? SourcesAtEnd, int? SourcesOffline);
