using System.Text.Json.Nodes;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>A container in the catalog's file. Read again by later versions: members may be added, never renamed.</summary>
internal sealed record ContainerEntry(string Database, JsonObject Properties, PartitionMapEntry Map);

internal sealed record PartitionMapEntry(int Version, int NextNumber, IReadOnlyList<PartitionRangeEntry> Ranges)
{
    public static PartitionMapEntry Of(PartitionMap map) => new(
        map.Version,
        map.NextNumber,
        [
            .. map.Live.Select(r => new PartitionRangeEntry(
                r.Number,
                Convert.ToHexString(r.Interval.Min),
                Convert.ToHexString(r.Interval.Max),
                r.Parents,
                r.Born)),
        ]);

    public PartitionMap ToMap() => new([.. Ranges.Select(r => r.ToRange())], Version, NextNumber);
}

internal sealed record PartitionRangeEntry(int Number, string Min, string Max, IReadOnlyList<string> Parents, int Born)
{
    public PartitionRange ToRange() =>
        new(Number, new EpkRange(Convert.FromHexString(Min), Convert.FromHexString(Max)), Parents, Born);
}
