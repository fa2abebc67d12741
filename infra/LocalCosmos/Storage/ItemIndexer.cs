using System.Text.Json;

namespace Serverless.LocalCosmos.Storage;

/// <summary>What a container's documents put into its index and its unique keys.</summary>
internal sealed class ItemIndexer
{
    public static readonly ItemIndexer Default = new(IndexingRules.Default, []);

    private readonly IReadOnlyList<string[][]> _uniqueKeys;

    /// <param name="uniqueKeys">The unique keys of the container's definition, each a list of paths such as <c>/a/b</c>.</param>
    public ItemIndexer(IndexingRules rules, IReadOnlyList<IReadOnlyList<string>> uniqueKeys)
    {
        Rules = rules;
        _uniqueKeys = [.. uniqueKeys.Select(key => key.Select(path => IndexPath.Split(path).Select(s => s.Name).ToArray()).ToArray())];
        UniqueKeysText = JsonSerializer.Serialize(uniqueKeys);
    }

    public IndexingRules Rules { get; }

    internal string UniqueKeysText { get; }

    /// <param name="document">UTF-8 JSON.</param>
    public ItemTerms Describe(ReadOnlyMemory<byte> document) => new(IndexTerms.Of(document.Span, Rules), Unique(document));

    /// <param name="before">UTF-8 JSON, as <paramref name="after"/>.</param>
    public TermChanges Compare(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        var (gone, added) = IndexTermChanges.Between(before.Span, after.Span, Rules);
        return new(gone, added, Unique(before), Unique(after));
    }

    private IReadOnlyList<UniqueTerm> Unique(ReadOnlyMemory<byte> document)
    {
        if (_uniqueKeys.Count == 0) return [];
        using var parsed = JsonDocument.Parse(document, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        var root = parsed.RootElement;
        return [.. _uniqueKeys.Select((key, number) => new UniqueTerm(number, UniqueValue.Of(root, key)))];
    }

    internal static ItemIndexer Parse(string? policy, string? uniqueKeys) => policy is null
        ? Default
        : new(IndexingRules.Parse(policy), uniqueKeys is null ? [] : JsonSerializer.Deserialize<string[][]>(uniqueKeys)!);
}
