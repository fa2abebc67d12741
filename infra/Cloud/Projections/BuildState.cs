namespace Serverless.Cloud.Projections;

/// <summary>Which builds of a read model there are.</summary>
/// <param name="Active">What reads are answered from.</param>
/// <param name="Building">What a rebuild makes beside it.</param>
/// <param name="Retiring">What was active until a moment ago; some process may still read it.</param>
public sealed record BuildState(int Active, int? Building, int? Retiring)
{
    public static BuildState First { get; } = new(Active: 1, Building: null, Retiring: null);

    /// <summary>The rebuild that is under way, by the instance of its orchestration.</summary>
    public string? Rebuild { get; init; }

    /// <summary>When that rebuild was asked for.</summary>
    public DateTimeOffset? RebuildAt { get; init; }

    /// <summary>The highest number that a build has had; none is used twice, for one that was given up may have left documents.</summary>
    public int Last { get; init; } = 1;

    /// <summary>Since when the active build is; null for the first.</summary>
    public DateTimeOffset? ActiveSince { get; init; }

    /// <summary>All that live events are folded into; the newest first, so that a read after the switch never goes back.</summary>
    internal IEnumerable<int> Folded => new[] { Building, Active, Retiring }.OfType<int>();
}
