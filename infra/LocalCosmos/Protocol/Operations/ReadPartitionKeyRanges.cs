using System.Text.Json.Nodes;
using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Engine.Keys;
using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

/// <summary>The ranges of a container, read until there is nothing new: without the 304 a client would never stop.</summary>
internal sealed class ReadPartitionKeyRanges : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var container = call.Container();
        var map = container.Ranges;
        var known = call.Header(WireHeaders.IfNoneMatch);
        var response = known == map.ETag
            ? new GatewayResponse(304).With(WireHeaders.ItemCount, 0)
            : FeedBody.Of(container.Rid, "PartitionKeyRanges", [.. map.Since(known).Select(r => Describe(container, map, r))]);
        return ValueTask.FromResult(response
            .With(WireHeaders.ETag, map.ETag)
            .With(WireHeaders.ContentPath, container.Rid)
            .With(WireHeaders.AltContentPath, container.AltContentPath));
    }

    private static ReadOnlyMemory<byte> Describe(ContainerResource container, PartitionMap map, PartitionRange range)
    {
        var definition = container.Definition;
        var rid = ResourceId.PartitionKeyRange(definition.RidBytes, (uint)range.Number);
        return ResourceJson.Write(new JsonObject
        {
            ["_rid"] = rid,
            ["id"] = range.Id,
            ["_etag"] = map.ETag,
            ["minInclusive"] = Convert.ToHexString(range.Interval.Min),
            ["maxExclusive"] = Convert.ToHexString(range.Interval.Max),
            ["ridPrefix"] = range.Number,
            ["_self"] = $"dbs/{definition.DatabaseRid}/colls/{definition.Rid}/pkranges/{rid}/",
            ["throughputFraction"] = 1.0 / map.Live.Count,
            ["status"] = "online",
            ["parents"] = new JsonArray([.. range.Parents.Select(p => (JsonNode)p)]),
            ["_ts"] = definition.Timestamp,
            ["lsn"] = container.Store.LastLsn,
        });
    }
}
