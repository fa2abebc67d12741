namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>
/// One place in the tree of a container's index paths. Whoever indexes a document walks this tree beside the document, so
/// that each value costs one step and subtrees that no path reaches are left out whole.
/// </summary>
internal sealed class IndexNode
{
    /// <summary>The step into the elements of an array.</summary>
    public const string Elements = "[]";

    public static readonly IndexNode All = new() { IncludesValue = true, IncludesRest = true, IncludesAny = true };
    public static readonly IndexNode None = new();

    private readonly Dictionary<string, IndexNode> _children = new(StringComparer.Ordinal);
    private bool? _value;
    private bool? _rest;

    /// <summary>True when a string, number, Boolean or null found here is indexed.</summary>
    public bool IncludesValue { get; private set; }

    /// <summary>False when nothing here or below is indexed.</summary>
    public bool IncludesAny { get; private set; }

    private bool IncludesRest { get; set; }

    public IndexNode Step(string name)
    {
        if (_children.TryGetValue(name, out var child)) return child;
        return IncludesRest ? All : None;
    }

    /// <summary>The most precise path decides; of two equal ones the exclusion, as the service refuses both together.</summary>
    public static IndexNode Build(IEnumerable<string[]> included, IEnumerable<string[]> excluded)
    {
        var root = new IndexNode();
        foreach (var path in included) root.Set(path, included: true);
        foreach (var path in excluded) root.Set(path, included: false);
        root.Inherit(rest: false);
        return root;
    }

    private void Set(string[] path, bool included)
    {
        var node = this;
        var last = path[^1];
        var names = last is "*" or "?" ? path[..^1] : path;
        foreach (var name in names)
        {
            if (!node._children.TryGetValue(name, out var child)) node._children[name] = child = new IndexNode();
            node = child;
        }

        if (last == "*") node._rest = included;
        else node._value = included;
    }

    private void Inherit(bool rest)
    {
        IncludesRest = _rest ?? rest;
        IncludesValue = _value ?? IncludesRest;
        foreach (var child in _children.Values) child.Inherit(IncludesRest);
        IncludesAny = IncludesValue || IncludesRest || _children.Values.Any(c => c.IncludesAny);
    }
}
