using System.Globalization;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>One physical partition range.</summary>
/// <param name="Parents">The ids of all the ranges it came from, oldest first.</param>
/// <param name="Born">The version of the map that brought it.</param>
internal sealed record PartitionRange(int Number, EpkRange Interval, IReadOnlyList<string> Parents, int Born)
{
    public string Id { get; } = Number.ToString(CultureInfo.InvariantCulture);
}
