using Microsoft.Azure.Cosmos;

namespace Serverless.Cloud.Cosmos;

/// <summary>
/// The settings of a container in one spelling, so that what was asked for compares with what the service made of it: the
/// service adds <c>_etag</c> to what is excluded, may quote names, and keeps no order that means anything.
/// </summary>
internal sealed class ContainerForm
{
    private const string ETagPath = "/_etag/?";

    private ContainerForm(ContainerProperties properties)
    {
        var policy = properties.IndexingPolicy;
        PartitionKey = string.Join(", ", properties.PartitionKeyPaths.Select(Plain));
        UniqueKeys = Set(properties.UniqueKeyPolicy.UniqueKeys.Select(key => string.Join(", ", key.Paths.Select(Plain).Order(StringComparer.Ordinal))));
        IndexMode = policy.IndexingMode == IndexingMode.Consistent && policy.Automatic ? "consistent" : "off or by request";
        Included = Set(policy.IncludedPaths.Select(path => Plain(path.Path)));
        Excluded = Set(policy.ExcludedPaths.Select(path => Plain(path.Path)).Where(path => path != ETagPath));
        Composites = Set(policy.CompositeIndexes.Select(index => string.Join(", ", Ascending(index))));
        TimeToLive = properties.DefaultTimeToLive switch
        {
            null => "off",
            ContainerDeclaration.ExpiresByDocument => "by document",
            { } seconds => $"{seconds} s",
        };
    }

    private string PartitionKey { get; }

    private SortedSet<string> UniqueKeys { get; }

    private string IndexMode { get; }

    private SortedSet<string> Included { get; }

    private SortedSet<string> Excluded { get; }

    private SortedSet<string> Composites { get; }

    private string TimeToLive { get; }

    public static IReadOnlyList<ContainerDifference> Differences(ContainerProperties declared, ContainerProperties existing)
    {
        var (want, have) = (new ContainerForm(declared), new ContainerForm(existing));
        return
        [
            .. Value("partition key", want.PartitionKey, have.PartitionKey, isFinal: true),
            .. Sets("unique key", want.UniqueKeys, have.UniqueKeys, isFinal: true),
            .. Value("index mode", want.IndexMode, have.IndexMode),
            .. Sets("indexed path", want.Included, have.Included),
            .. Sets("path left out of the index", want.Excluded, have.Excluded),
            .. Sets("index over several paths", want.Composites, have.Composites),
            .. Value("time to live", want.TimeToLive, have.TimeToLive),
        ];
    }

    private static IEnumerable<ContainerDifference> Value(string what, string want, string have, bool isFinal = false)
    {
        if (want != have) yield return new(what, want, have, isFinal);
    }

    private static IEnumerable<ContainerDifference> Sets(string what, SortedSet<string> want, SortedSet<string> have, bool isFinal = false)
    {
        foreach (var missing in want.Except(have)) yield return new(what, missing, Existing: null, isFinal);
        foreach (var surplus in have.Except(want)) yield return new(what, Declared: null, surplus, isFinal);
    }

    /// <summary>An index serves the opposite of its order just as well, so both are one.</summary>
    private static IEnumerable<string> Ascending(IReadOnlyCollection<CompositePath> index)
    {
        var turned = index.First().Order == CompositePathSortOrder.Descending;
        return index.Select(path => Plain(path.Path) + ((path.Order == CompositePathSortOrder.Descending) == turned ? "" : " descending"));
    }

    /// <summary>Quoted where it need not be, and with the ending that a composite path may have or not.</summary>
    private static string Plain(string path) => path.Replace("\"", "", StringComparison.Ordinal);

    private static SortedSet<string> Set(IEnumerable<string> texts) => new(texts, StringComparer.Ordinal);
}
