using System.Text.Json;

namespace Serverless.Architecture.Bicep;

/// <summary>A part of a file as the grammar sees it, with those of its parts that have a name.</summary>
internal sealed record SyntaxNode(string Type, string Text, int Line, IReadOnlyList<SyntaxNode> Children)
{
    /// <summary>The grammar could make nothing of it, or misses something before it.</summary>
    public bool IsError => Type is "ERROR" or "MISSING";

    public IEnumerable<SyntaxNode> All => Children.SelectMany(child => child.All).Prepend(this);

    /// <summary>Without the quotes.</summary>
    public string Unquoted => Type == "string" ? Text.Trim('\'').Replace("\\'", "'", StringComparison.Ordinal) : Text;

    public static SyntaxNode Of(JsonElement node, string source)
    {
        var (start, end) = (node.GetProperty("start").GetInt32(), node.GetProperty("end").GetInt32());
        return new(
            node.GetProperty("type").GetString()!,
            source[start..end],
            source.AsSpan(0, start).Count('\n') + 1,
            [.. node.GetProperty("children").EnumerateArray().Select(child => Of(child, source)).Where(child => child.Type != "comment")]);
    }

    /// <summary>The values of an object by key, where it is one.</summary>
    public IReadOnlyDictionary<string, SyntaxNode> Properties() => Children.Where(child => child.Type == "object_property" && child.Children.Count == 2)
        .ToDictionary(child => child.Children[0].Unquoted, child => child.Children[1], StringComparer.Ordinal);
}
