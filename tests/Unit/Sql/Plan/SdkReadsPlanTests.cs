using System.Reflection;
using Microsoft.Azure.Cosmos;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Serverless.LocalCosmos.Sql;
using Serverless.LocalCosmos.Sql.Plan;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.Unit.Sql.Plan;

/// <summary>The plan goes into the SDK's own type, and every member of it arrives there.</summary>
public sealed class SdkReadsPlanTests
{
    private static readonly Type PlanType = typeof(CosmosClient).Assembly
        .GetType("Microsoft.Azure.Cosmos.Query.Core.QueryPlan.PartitionedQueryExecutionInfo", throwOnError: true)!;

    private static readonly JsonSerializerSettings Strict = new() { MissingMemberHandling = MissingMemberHandling.Error };

    [Fact]
    public void Every_plan_arrives_in_the_sdk()
    {
        var arrived = 0;
        foreach (var statement in Statements.All)
        {
            if (TryPlan(statement) is not { } plan) continue;
            var read = JsonConvert.DeserializeObject(plan.ToJson(), PlanType, Strict)!;
            var info = JObject.FromObject(PlanType.GetProperty("QueryInfo", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(read)!);

            Assert.Equal(plan.Info.RewrittenQuery, (string?)info["rewrittenQuery"]);
            Assert.Equal(plan.Info.DistinctType.ToString(), (string?)info["distinctType"]);
            Assert.Equal(plan.Info.Top, (long?)info["top"]);
            Assert.Equal(plan.Info.Limit, (long?)info["limit"]);
            Assert.Equal(plan.Info.Aggregates.Select(kind => kind.ToString()), info["aggregates"]!.Select(kind => (string)kind!));
            Assert.Equal(plan.Info.OrderBy.Count, info["orderBy"]!.Count());
            Assert.Equal(plan.Info.GroupByAliasToAggregateType.Count, info["groupByAliasToAggregateType"]!.Count());
            Assert.Equal(plan.Info.DistinctCountAlias, (string?)info.SelectToken("dCountInfo.dCountAlias"));
            Assert.Equal(plan.Info.HasNonStreamingOrderBy, (bool)info["hasNonStreamingOrderBy"]!);
            arrived++;
        }

        Assert.True(arrived > 500, $"only {arrived}");
    }

    private static QueryPlan? TryPlan(string statement)
    {
        try
        {
            var parameters = new Dictionary<string, Value> { ["@p"] = Value.Of("a"), ["@n"] = Value.Of(7), ["@v"] = Value.Parse("[1, 2]") };
            return QueryPlanner.Plan(SqlParser.Parse(statement), parameters, new PlanContext([["pk"]], _ => "AB"));
        }
        catch (SqlException)
        {
            return null;
        }
    }
}
