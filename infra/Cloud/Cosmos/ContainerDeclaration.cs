using System.Collections.ObjectModel;
using System.Text.RegularExpressions;
using Microsoft.Azure.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Cosmos;

/// <summary>What a container must be. Nothing is indexed but what is said here; the service always indexes <c>id</c> and <c>_ts</c>.</summary>
/// <param name="name">Lower case with hyphens.</param>
public sealed partial class ContainerDeclaration(string name)
{
    /// <summary>The container's documents expire only where they say so themselves.</summary>
    public const int ExpiresByDocument = -1;

    public string Name => name;

    public IReadOnlyList<string> PartitionKey { get; init; } = Partitions.Paths;

    /// <summary>As in index policies: <c>/a/b/?</c> for a value, <c>/a/*</c> for all that is below.</summary>
    public IReadOnlyList<string> Indexed { get; init; } = [.. Partitions.Paths.Select(path => $"{path}/?")];

    /// <summary>Paths that queries filter and sort by together, ascending or all of them descending: <c>/a/b</c>.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Composites { get; init; } = [];

    /// <summary>Paths whose values together occur once in a partition.</summary>
    public IReadOnlyList<IReadOnlyList<string>> UniqueKeys { get; init; } = [];

    /// <summary>Seconds, or <see cref="ExpiresByDocument"/>; null: nothing ever expires, whatever a document says.</summary>
    public int? TimeToLive { get; init; } = ExpiresByDocument;

    /// <exception cref="DeclarationException">Something contradicts; every problem is named.</exception>
    public void Validate()
    {
        var problems = Problems().ToList();
        if (problems.Count > 0) throw new DeclarationException($"The container '{name}'", problems);
    }

    internal ContainerProperties Properties()
    {
        // A hierarchy has two paths at least.
        var properties = PartitionKey.Count == 1 ? new ContainerProperties(name, PartitionKey[0]) : new ContainerProperties(name, PartitionKey);
        properties.PartitionKeyDefinitionVersion = PartitionKeyDefinitionVersion.V2;
        properties.DefaultTimeToLive = TimeToLive;
        foreach (var paths in UniqueKeys)
        {
            var key = new UniqueKey();
            foreach (var path in paths) key.Paths.Add(path);
            properties.UniqueKeyPolicy.UniqueKeys.Add(key);
        }

        foreach (var path in Indexed) properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = path });
        properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
        foreach (var paths in Composites)
            properties.IndexingPolicy.CompositeIndexes.Add(new Collection<CompositePath>([.. paths.Select(path => new CompositePath { Path = path })]));
        return properties;
    }

    private IEnumerable<string> Problems()
    {
        if (!ContainerName().IsMatch(name)) yield return "its name must be lower case with hyphens";
        if (PartitionKey.Count is < 1 or > 3) yield return "its partition key must have one to three paths";
        if (TimeToLive is 0 or < ExpiresByDocument) yield return "its time to live must be positive, -1 or none";
        foreach (var path in PartitionKey.Concat(UniqueKeys.SelectMany(key => key)).Concat(Composites.SelectMany(paths => paths)).Where(path => !PropertyPath().IsMatch(path)))
            yield return $"'{path}' is no path of a property";
        foreach (var path in Indexed.Where(path => !IndexPath().IsMatch(path))) yield return $"'{path}' is no path of an index";
        if (Composites.Any(paths => paths.Count < 2)) yield return "an index over several fields must have two at least";
        if (UniqueKeys.Any(key => key.Count == 0)) yield return "a unique key must have a path";
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ContainerName();

    [GeneratedRegex(@"\A(/[A-Za-z_][A-Za-z0-9_]*)+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PropertyPath();

    [GeneratedRegex(@"\A(/([A-Za-z_][A-Za-z0-9_]*|\[\]))+/[?*]\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IndexPath();
}
