using System.Collections.Concurrent;

namespace Serverless.LocalCosmos.Storage;

/// <summary>A path that documents have, with what the policy says of it. Kept, so that the next document finds it ready.</summary>
internal sealed class PathNode
{
    /// <summary>Documents whose property names are data have paths without end: beyond this many they are not kept.</summary>
    private const int MaxKept = 10_000;

    private readonly PathRule? _rule;
    private readonly bool _inherited;
    private readonly int[] _kept;
    private readonly ConcurrentDictionary<string, PathNode> _children = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PathNode>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private PathNode? _elements;

    private PathNode(string path, PathRule? rule, bool inherited, int[] kept)
    {
        _rule = rule;
        _inherited = rule?.Below ?? inherited;
        _kept = kept;
        _bySpan = _children.GetAlternateLookup<ReadOnlySpan<char>>();
        Path = path;
        IsIndexed = rule?.Exact ?? _inherited;
    }

    public string Path { get; }

    public bool IsIndexed { get; }

    /// <summary>False when nothing at this path or below it is indexed.</summary>
    public bool IsOfInterest => IsIndexed || _inherited || _rule is { IncludesAny: true };

    public PathNode Elements => _elements ??= new(IndexPath.AppendElements(Path), _rule?.Elements, _inherited, _kept);

    public static PathNode Root(PathRule rules) => new("", rules, inherited: false, kept: [0]);

    public PathNode Child(ReadOnlySpan<char> name)
    {
        if (_bySpan.TryGetValue(name, out var known)) return known;
        var text = name.ToString();
        var node = new PathNode(IndexPath.Append(Path, text), _rule?.Child(text), _inherited, _kept);
        if (_kept[0] >= MaxKept) return node;
        Interlocked.Increment(ref _kept[0]);
        return _children.GetOrAdd(text, node);
    }
}
