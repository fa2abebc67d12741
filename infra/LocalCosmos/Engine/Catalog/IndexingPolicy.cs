namespace Serverless.LocalCosmos.Engine.Catalog;

internal sealed record CompositePath(string[] Segments, bool Descending);

/// <summary>What a container indexes.</summary>
/// <param name="IsOn">False for indexing mode <c>none</c>.</param>
/// <param name="Paths">The root of the tree of paths; <see cref="IndexNode.None"/> when indexing is off.</param>
internal sealed record IndexingPolicy(
    bool IsOn,
    IndexNode Paths,
    IReadOnlyList<IReadOnlyList<CompositePath>> Composites)
{
    /// <summary>For a path of property names, with <see cref="IndexNode.Elements"/> for the elements of an array.</summary>
    public bool Includes(IEnumerable<string> path) =>
        path.Aggregate(Paths, (node, name) => node.Step(name)).IncludesValue;
}
