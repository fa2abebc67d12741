using System.Text.Json;

namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// An indexing policy, read into a tree. The most specific path decides: the deepest, and at one path <c>/?</c> (the value
/// there) before <c>/*</c> (it and all below). <c>/id</c> and <c>/_ts</c> are always indexed, the other system properties
/// never; with mode None nothing is.
/// </summary>
internal sealed class IndexingRules
{
    /// <summary>Deeper values are not indexed; it is also the service's limit of nesting.</summary>
    public const int MaxDepth = 128;

    public static readonly IndexingRules Default = Parse("""{"indexingMode":"consistent","includedPaths":[{"path":"/*"}]}""");

    private IndexingRules(string text, bool isNone, PathRule rules)
    {
        Text = text;
        IsNone = isNone;
        Root = PathNode.Root(rules);
    }

    /// <summary>The policy as JSON, as it was given.</summary>
    public string Text { get; }

    /// <summary>True when nothing is indexed.</summary>
    public bool IsNone { get; }

    internal PathNode Root { get; }

    public static IndexingRules Parse(string policy)
    {
        using var document = JsonDocument.Parse(policy);
        return Parse(document.RootElement);
    }

    /// <exception cref="FormatException">A path is malformed.</exception>
    public static IndexingRules Parse(JsonElement policy)
    {
        var rules = new PathRule();
        var isNone = policy.TryGetProperty("indexingMode", out var mode)
            && string.Equals(mode.GetString(), "none", StringComparison.OrdinalIgnoreCase);
        foreach (var path in Paths(policy, "includedPaths")) rules.Add(path, include: true);
        foreach (var path in Paths(policy, "excludedPaths")) rules.Add(path, include: false);
        rules.Add("/id/?", include: true);
        rules.Add("/_ts/?", include: true);
        foreach (var name in (string[])["_rid", "_self", "_etag", "_attachments"]) rules.Add($"/{name}/*", include: false);
        return new(policy.GetRawText(), isNone, rules);
    }

    /// <summary>Rules that index the values at these paths and no others, to read what an item has there.</summary>
    /// <param name="paths">As <see cref="IndexPath"/> writes them.</param>
    public static IndexingRules Only(params IEnumerable<string> paths)
    {
        var rules = new PathRule();
        foreach (var path in paths) rules.Add($"{path}/?", include: true);
        return new("", isNone: false, rules);
    }

    /// <summary>True when every document that has a value at <paramref name="path"/> has a term there.</summary>
    /// <param name="path">As <see cref="IndexPath"/> writes it.</param>
    public bool Covers(string path)
    {
        if (IsNone) return false;
        var node = Root;
        var depth = 0;
        foreach (var segment in IndexPath.Split(path))
        {
            if (++depth > MaxDepth) return false;
            node = segment.IsElements ? node.Elements : node.Child(segment.Name);
        }

        return node.IsIndexed;
    }

    private static IEnumerable<string> Paths(JsonElement policy, string property)
    {
        if (!policy.TryGetProperty(property, out var paths) || paths.ValueKind != JsonValueKind.Array) yield break;
        foreach (var entry in paths.EnumerateArray())
        {
            yield return entry.GetProperty("path").GetString() ?? throw new FormatException("A path of the policy is null.");
        }
    }
}
