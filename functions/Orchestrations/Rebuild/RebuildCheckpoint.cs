using System.Text.Json.Serialization;
using Serverless.Cloud.Projections;
using Serverless.Functions.Orchestrations.Rehydration;

namespace Serverless.Functions.Orchestrations.Rebuild;

/// <summary>How far a rebuild is. A wire contract: an orchestration that is under way reads what an older one wrote.</summary>
public sealed record RebuildCheckpoint
{
    public required string Projection { get; init; }

    /// <summary>The number of the build that is made.</summary>
    public required int Build { get; init; }

    public RebuildStep Step { get; init; }

    /// <summary>What there is to read, once it is known.</summary>
    public IReadOnlyList<RebuildSource> Sources { get; init; } = [];

    /// <summary>How often all sources were read to their end.</summary>
    public int Rounds { get; init; }

    /// <summary>How long every process may take to notice a step.</summary>
    public required TimeSpan Pause { get; init; }

    /// <inheritdoc cref="RehydrationOptions.Poll"/>
    public TimeSpan Poll { get; init; } = new RehydrationOptions().Poll;

    public required RebuildStatus Status { get; init; }
}

/// <summary>In this order. Stored by name: add, never rename or remove.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RebuildStep>))]
public enum RebuildStep
{
    Announced,
    Reading,
    Switching,
    Switched,
    Deleting,
    Finishing,
    Done,
}

/// <summary>What is seen of a rebuild; its numbers only grow.</summary>
/// <param name="Read">Events.</param>
/// <param name="Folded">Events that the build did not hold yet.</param>
/// <param name="Deleted">Documents of the build before.</param>
public sealed record RebuildStatus(int Build, RebuildStep Step, int Sources, int SourcesAtEnd, long Read, long Folded, long Deleted)
{
    /// <summary>Archives that are offline, and asked for.</summary>
    public int SourcesOffline { get; init; }
}
