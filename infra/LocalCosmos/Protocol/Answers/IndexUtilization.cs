using System.Text.Json.Nodes;
using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Engine.Queries;

namespace Serverless.LocalCosmos.Protocol.Answers;

/// <summary>The header that clients show as index metrics: here it tells how the items were found.</summary>
internal static class IndexUtilization
{
    public static string Of(QueryMetrics metrics)
    {
        var text = new JsonObject
        {
            ["UtilizedIndexes"] = new JsonObject
            {
                ["SingleIndexes"] = new JsonArray(new JsonObject { ["IndexSpec"] = metrics.AccessPath }),
                ["CompositeIndexes"] = new JsonArray(),
            },
            ["PotentialIndexes"] = new JsonObject { ["SingleIndexes"] = new JsonArray(), ["CompositeIndexes"] = new JsonArray() },
        };
        return Uri.EscapeDataString(text.ToJsonString());
    }
}
