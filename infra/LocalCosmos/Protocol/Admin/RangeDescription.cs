using Serverless.LocalCosmos.Engine.Catalog;

namespace Serverless.LocalCosmos.Protocol.Admin;

internal sealed record RangeDescription(string Id, string Min, string Max, IReadOnlyList<string> Parents)
{
    public static IReadOnlyList<RangeDescription> All(PartitionMap map) =>
        [.. map.Live.Select(r => new RangeDescription(r.Id, Convert.ToHexString(r.Interval.Min), Convert.ToHexString(r.Interval.Max), r.Parents))];
}
