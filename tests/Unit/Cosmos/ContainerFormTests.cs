using System.Collections.ObjectModel;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;

namespace Serverless.Unit.Cosmos;

/// <summary>A container is compared by what it means, not by how it is written.</summary>
public sealed class ContainerFormTests
{
    private static readonly Gen<ContainerDeclaration> Declarations =
        from key in Paths(1, 3)
        from indexed in Paths(0, 6)
        from composites in Paths(2, 4).ListOf(2)
        from unique in Paths(1, 3).ListOf(2)
        from life in Gen.Elements<int?>(null, -1, 60)
        select new ContainerDeclaration("c")
        {
            PartitionKey = key,
            Indexed = [.. indexed.Select(path => $"{path}/?")],
            Composites = [.. composites.DistinctBy(Text)],
            UniqueKeys = [.. unique.DistinctBy(Text)],
            TimeToLive = life,
        };

    [Fact]
    public void Another_spelling_is_no_difference() => Prop.ForAll(
        Declarations.ToArbitrary(),
        declaration => ContainerForm.Differences(declaration.Properties(), AsTheServiceMayWriteIt(declaration.Properties())).Count == 0)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Two_declarations_differ_exactly_where_they_mean_something_else() => Prop.ForAll(
        Declarations.ToArbitrary(),
        Declarations.ToArbitrary(),
        (one, other) => (ContainerForm.Differences(one.Properties(), other.Properties()).Count == 0) == (Meaning(one) == Meaning(other)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_difference_that_only_another_container_can_end_is_one_of_keys() => Prop.ForAll(
        Declarations.ToArbitrary(),
        Declarations.ToArbitrary(),
        (one, other) => ContainerForm.Differences(one.Properties(), other.Properties()).All(d => d.IsFinal == d.What is "partition key" or "unique key"))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void An_index_that_is_off_differs()
    {
        var existing = new ContainerDeclaration("c") { Indexed = [] }.Properties();
        existing.IndexingPolicy = new IndexingPolicy { IndexingMode = IndexingMode.None, Automatic = false };
        Assert.Contains(
            ContainerForm.Differences(new ContainerDeclaration("c").Properties(), existing),
            difference => difference.ToString() == "index mode is off or by request and declared as consistent");
    }

    [Fact]
    public void The_order_within_an_index_over_several_paths_matters()
    {
        var declared = new ContainerDeclaration("c") { Composites = [["/a", "/b"]] };
        var turned = new ContainerDeclaration("c") { Composites = [["/b", "/a"]] };
        Assert.Equal(2, ContainerForm.Differences(declared.Properties(), turned.Properties()).Count);
    }

    private static ContainerProperties AsTheServiceMayWriteIt(ContainerProperties properties)
    {
        var policy = properties.IndexingPolicy;
        var included = policy.IncludedPaths.Reverse().Select(path => Quoted(path.Path)).ToList();
        policy.IncludedPaths.Clear();
        foreach (var path in included) policy.IncludedPaths.Add(new IncludedPath { Path = path });
        policy.ExcludedPaths.Add(new ExcludedPath { Path = "/\"_etag\"/?" });

        var composites = policy.CompositeIndexes.Reverse().Select(index => new Collection<CompositePath>(
            [.. index.Select(path => new CompositePath { Path = Quoted(path.Path), Order = CompositePathSortOrder.Descending })])).ToList();
        policy.CompositeIndexes.Clear();
        foreach (var index in composites) policy.CompositeIndexes.Add(index);

        var keys = properties.UniqueKeyPolicy.UniqueKeys.Reverse().ToList();
        properties.UniqueKeyPolicy.UniqueKeys.Clear();
        foreach (var key in keys)
        {
            var turned = new UniqueKey();
            foreach (var path in key.Paths.Reverse()) turned.Paths.Add(path);
            properties.UniqueKeyPolicy.UniqueKeys.Add(turned);
        }

        return properties;
    }

    private static string Quoted(string path) => string.Join('/', path.Split('/').Select(part => part is "" or "?" or "*" ? part : $"\"{part}\""));

    private static string Meaning(ContainerDeclaration declaration) => string.Join('|',
        Text(declaration.PartitionKey),
        Text(declaration.Indexed.Order(StringComparer.Ordinal)),
        Text(declaration.Composites.Select(Text).Order(StringComparer.Ordinal)),
        Text(declaration.UniqueKeys.Select(key => Text(key.Order(StringComparer.Ordinal))).Distinct().Order(StringComparer.Ordinal)),
        declaration.TimeToLive);

    private static string Text(IEnumerable<string> texts) => string.Join(',', texts);

    private static Gen<IReadOnlyList<string>> Paths(int least, int most) =>
        from paths in Gen.Shuffle(new[] { "/a", "/b", "/c/d", "/c/e", "/f", "/g" })
        from count in Gen.Choose(least, most)
        select (IReadOnlyList<string>)[.. paths.Take(count)];
}
