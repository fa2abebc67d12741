namespace Serverless.LocalCosmos.Storage;

/// <summary>What an indexing policy says of one path, and of those below it. Null is nothing.</summary>
internal sealed class PathRule
{
    private readonly Dictionary<string, PathRule> _children = new(StringComparer.Ordinal);
    private PathRule? _elements;

    /// <summary>Of the value at this path.</summary>
    public bool? Exact { get; private set; }

    /// <summary>Of the value at this path and all below.</summary>
    public bool? Below { get; private set; }

    /// <summary>True when something at this path or below it is included.</summary>
    public bool IncludesAny { get; private set; }

    public PathRule? Child(string name) => _children.GetValueOrDefault(name);

    public PathRule? Elements => _elements;

    /// <param name="path">From the policy: <c>/*</c>, <c>/a/b/?</c>, <c>/a/*</c>, <c>/tags/[]/?</c>, <c>/"a b"/?</c>.</param>
    public void Add(string path, bool include)
    {
        var segments = IndexPath.Split(path).ToArray();
        if (segments is [] or [{ IsQuoted: false, Name: "?" }]) throw new FormatException($"The path {path} names nothing.");
        var node = this;
        node.IncludesAny |= include;
        foreach (var segment in segments[..^1]) node = node.Step(segment, include, path);
        switch (segments[^1])
        {
            case { IsQuoted: false, Name: "*" }:
                node.Below = include;
                break;
            case { IsQuoted: false, Name: "?" }:
                node.Exact = include;
                break;
            case var last:
                node.Step(last, include, path).Exact = include;
                break;
        }
    }

    private PathRule Step(IndexPathSegment segment, bool include, string path)
    {
        if (segment is { IsQuoted: false, Name: "*" or "?" }) throw new FormatException($"A wildcard must end the path {path}.");
        PathRule? next;
        if (segment.IsElements) next = _elements ??= new PathRule();
        else if (!_children.TryGetValue(segment.Name, out next)) _children.Add(segment.Name, next = new PathRule());
        next.IncludesAny |= include;
        return next;
    }
}
