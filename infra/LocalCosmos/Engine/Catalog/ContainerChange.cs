namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>What a replace of container properties must leave as it was.</summary>
internal static class ContainerChange
{
    public static void Check(ContainerDefinition before, ContainerDefinition next)
    {
        if (next.Id != before.Id) throw RequestErrors.BadRequest("The id of a container cannot change.");
        if (next.PartitionKey.Kind != before.PartitionKey.Kind || !SamePaths(next.PartitionKey.Segments, before.PartitionKey.Segments))
            throw RequestErrors.BadRequest("The partition key of a container cannot change.");
        if (next.UniqueKeys.Count != before.UniqueKeys.Count
            || !next.UniqueKeys.Zip(before.UniqueKeys).All(pair => SamePaths(pair.First.Paths, pair.Second.Paths)))
        {
            throw RequestErrors.BadRequest("The unique keys of a container cannot change.");
        }
    }

    private static bool SamePaths(IReadOnlyList<string[]> left, IReadOnlyList<string[]> right) =>
        left.Count == right.Count && left.Zip(right).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}
