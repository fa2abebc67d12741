using System.Text.Json.Nodes;
using Serverless.LocalCosmos.Engine.Catalog;

namespace Serverless.LocalCosmos.Protocol.Operations;

/// <summary>What a client reads first, and decides its behaviour by.</summary>
internal sealed class ReadAccount : Operation
{
    /// <summary>A string that holds JSON. Without a member in it, clients fail on every call.</summary>
    private const string QueryEngineConfiguration =
        """{"maxSqlQueryInputLength":262144,"maxJoinsPerSqlQuery":10,"maxLogicalAndPerSqlQuery":2000,"maxLogicalOrPerSqlQuery":2000,"maxUdfRefPerSqlQuery":10,"maxInExpressionItemsCount":16000,"queryMaxInMemorySortDocumentCount":500,"maxQueryRequestTimeoutFraction":0.9,"sqlAllowNonFiniteNumbers":false,"sqlAllowAggregateFunctions":true,"sqlAllowSubQuery":true,"sqlAllowScalarSubQuery":true,"allowNewKeywords":true,"sqlAllowLike":true,"sqlAllowGroupByClause":true,"maxSpatialQueryCells":12,"spatialMaxGeometryPointCount":256,"sqlAllowTop":true,"enableSpatialIndexing":true}""";

    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var account = new JsonObject
        {
            ["id"] = "localcosmos",
            ["_rid"] = "localcosmos",
            ["_self"] = "",
            ["_dbs"] = "//dbs/",
            ["media"] = "//media/",
            ["addresses"] = "//addresses/",
            // Clients move to this address, so it must be the one that this client already uses.
            ["writableLocations"] = Locations(call),
            ["readableLocations"] = Locations(call),
            ["enableMultipleWriteLocations"] = false,
            ["userReplicationPolicy"] = Replication(),
            ["userConsistencyPolicy"] = new JsonObject { ["defaultConsistencyLevel"] = "Session" },
            ["systemReplicationPolicy"] = Replication(),
            ["readPolicy"] = new JsonObject { ["primaryReadCoefficient"] = 1, ["secondaryReadCoefficient"] = 1 },
            ["queryEngineConfiguration"] = QueryEngineConfiguration,
        };
        return ValueTask.FromResult(new GatewayResponse(200, ResourceJson.Write(account)));
    }

    private static JsonArray Locations(Call call) =>
        new(new JsonObject { ["name"] = "Local", ["databaseAccountEndpoint"] = call.Request.Endpoint });

    private static JsonObject Replication() =>
        new() { ["asyncReplication"] = false, ["minReplicaSetSize"] = 1, ["maxReplicasetSize"] = 4 };
}
