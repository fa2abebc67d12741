using Serverless.Cloud.Subjects;

namespace Serverless.Cloud.Lifecycle;

/// <summary>How long something is kept that is no record of a domain, and what takes it away. Records have it declared; whatever else is stored has one of these.</summary>
/// <param name="Name">Lower case with hyphens.</param>
/// <param name="Covers">Where it lies; nothing where that is no place that the app declares.</param>
public sealed record StorePolicy(string Name, params IReadOnlyList<StoredPlace> Covers)
{
    public required string Holds { get; init; }

    /// <summary>Null where no time is set, but something has to happen.</summary>
    public TimeSpan? Life { get; init; }

    /// <summary>From when on the life counts, as a clause with a verb: it was sent. Where there is none, how long it is kept: until it is read.</summary>
    public required string When { get; init; }

    /// <summary>What takes it away; null where nothing does.</summary>
    public string? EndedBy { get; init; }

    /// <summary>Why so long, and no longer.</summary>
    public required string Reason { get; init; }

    /// <summary>By which whoever runs the app changes the life; null where nobody can, or the deployment says it.</summary>
    public string? Setting { get; init; }
}
