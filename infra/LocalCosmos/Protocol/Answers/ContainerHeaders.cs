using System.Globalization;
using Serverless.LocalCosmos.Engine.Catalog;

namespace Serverless.LocalCosmos.Protocol.Answers;

/// <summary>What every answer about items tells the client's caches and its session.</summary>
internal static class ContainerHeaders
{
    /// <param name="range">The one range that the answer speaks for.</param>
    /// <remarks>
    /// All ranges of a container share one counter, so the children of a split go on where their parent stood. Without
    /// the content path a client drops the token of a write, because it has not resolved the name yet.
    /// </remarks>
    public static GatewayResponse About(this GatewayResponse response, ContainerResource container, PartitionRange range)
    {
        var lsn = container.Store.LastLsn.ToString(CultureInfo.InvariantCulture);
        return response
            .With(WireHeaders.SessionToken, $"{range.Id}:-1#{lsn}")
            .With(WireHeaders.Lsn, lsn)
            .With(WireHeaders.PartitionKeyRangeId, range.Id)
            .With(WireHeaders.ContentPath, container.Rid)
            .With(WireHeaders.AltContentPath, container.AltContentPath);
    }
}
