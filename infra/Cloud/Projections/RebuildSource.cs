namespace Serverless.Cloud.Projections;

/// <summary>A part of a container's change feed, or the archives of its records, and how far it is read.</summary>
/// <param name="Range">Of the feed; empty for archives.</param>
/// <param name="Continuation">Null at the beginning.</param>
public sealed record RebuildSource(string Container, string Range, string? Continuation)
{
    /// <summary>There was nothing more to read, when it was read last.</summary>
    public bool IsAtEnd { get; init; }

    /// <summary>
    /// To be read when all feeds of the container are at their end: what a feed does not show any more by then was put into an archive
    /// before, and what comes back from there afterwards, it shows.
    /// </summary>
    public bool IsArchive { get; init; }

    /// <summary>What comes next takes hours to read; it has been asked for.</summary>
    public bool IsOffline { get; init; }
}

/// <summary>What was read of a source in one go.</summary>
/// <param name="Read">Events.</param>
/// <param name="Folded">Those that the build did not hold yet.</param>
public sealed record RebuildProgress(RebuildSource Source, long Read, long Folded);

/// <summary>Some of a source.</summary>
/// <param name="After">The source, when these are folded.</param>
internal sealed record RebuildPage(IReadOnlyList<FeedEvent> Events, RebuildSource After);
