using Serverless.LocalCosmos.Sql;
using Serverless.LocalCosmos.Sql.Plan;
using Serverless.LocalCosmos.Sql.Rules;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.Unit.Sql.Plan;

public sealed class QueryPlanTests
{
    private static readonly Dictionary<string, Value> Parameters = new()
    {
        ["@p"] = Value.Of("a"),
        ["@n"] = Value.Of(7),
        ["@v"] = Value.Parse("[1, 2]"),
        ["@o"] = Value.Parse("""{"distanceFunction": "euclidean"}"""),
    };

    [Fact]
    public void A_plan_reads_on_the_wire_as_the_sdk_expects_it()
    {
        var context = new PlanContext([["pk"]], keys => $"<{keys[0].AsString}>");

        var json = Plan("SELECT TOP @n c.a FROM c WHERE c.pk = 'x' ORDER BY c.a DESC", context).ToJson();

        Assert.Equal(
            """
            {"partitionedQueryExecutionInfoVersion":2,"queryInfo":{"distinctType":"None","top":7,"orderBy":["Descending"],
            "orderByExpressions":["c.a"],"groupByExpressions":[],"groupByAliases":[],"aggregates":[],"groupByAliasToAggregateType":{},
            "rewrittenQuery":"SELECT TOP @n c._rid, [{\"item\": c.a}] AS orderByItems, {\"a\": c.a} AS payload FROM c
             WHERE ((c.pk = \"x\") AND ({documentdb-formattableorderbyquery-filter})) ORDER BY c.a DESC",
            "hasSelectValue":false,"hasNonStreamingOrderBy":false},
            "queryRanges":[{"min":"<x>","max":"<x>","isMinInclusive":true,"isMaxInclusive":true}]}
            """.ReplaceLineEndings(""),
            json);
    }

    [Fact]
    public void Groups_name_their_aggregates_on_the_wire()
    {
        var json = Plan("SELECT c.a, AVG(c.b) AS v FROM c GROUP BY c.a", PlanContext.None).ToJson();

        Assert.Contains("\"groupByAliases\":[\"a\",\"v\"]", json, StringComparison.Ordinal);
        Assert.Contains("\"groupByAliasToAggregateType\":{\"a\":\"\",\"v\":\"Average\"}", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT * FROM c ORDER BY c.a", "FROM c")]
    [InlineData("SELECT * FROM root AS r ORDER BY r.a", "FROM root AS r")]
    [InlineData("SELECT * FROM t IN c.tags ORDER BY t.a", "FROM root0 JOIN t IN root0.tags")]
    [InlineData("SELECT * FROM c.a ORDER BY a.b", "FROM root0 JOIN root0.a")]
    [InlineData("SELECT * FROM c.a root0 ORDER BY root0.b", "FROM root1 JOIN root1.a AS root0")]
    [InlineData("SELECT c.a FROM (SELECT VALUE c.x FROM c) AS c ORDER BY c.a", "FROM root0 JOIN (SELECT VALUE c.x FROM root0 AS c) AS c")]
    [InlineData("SELECT t.a FROM (SELECT VALUE x FROM x IN c.b) AS t JOIN u IN t.c ORDER BY u.a", "FROM root0 JOIN (SELECT VALUE x FROM x IN root0.b) AS t JOIN u IN t.c")]
    public void The_document_of_an_ordered_result_has_a_name(string statement, string from)
    {
        var rewritten = Plan(statement, PlanContext.None).Info.RewrittenQuery;

        Assert.Contains($" AS payload {from} WHERE ", rewritten, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_rewritten_is_a_statement_and_keeps_the_rules()
    {
        var rewritten = 0;
        foreach (var statement in Statements.All)
        {
            if (TryPlan(statement) is not { Info.RewrittenQuery.Length: > 0 } plan) continue;
            rewritten++;
            StatementRules.Check(SqlParser.Parse(plan.Info.RewrittenQuery.Replace("{documentdb-formattableorderbyquery-filter}", "true", StringComparison.Ordinal)));
        }

        Assert.True(rewritten > 300, $"only {rewritten}");
    }

    [Theory]
    [InlineData("SELECT TOP @p * FROM c", "SC2060")]
    [InlineData("SELECT TOP @missing * FROM c", "SC2060")]
    [InlineData("SELECT TOP 1.5 * FROM c", "SC2060")]
    [InlineData("SELECT * FROM c OFFSET @p LIMIT 1", "SC2062")]
    [InlineData("SELECT * FROM c OFFSET 1 LIMIT 4294967296", "SC2061")]
    [InlineData("SELECT COUNT(1) / 2 AS half FROM c", "SC2990")]
    [InlineData("SELECT * FROM c ORDER BY LOWER(c.a)", "2206")]
    public void A_statement_that_cannot_be_split_is_refused(string statement, string code) =>
        Assert.Equal(code, Assert.Throws<SqlException>(() => Plan(statement, PlanContext.None)).Code);

    private static QueryPlan Plan(string statement, PlanContext context) => QueryPlanner.Plan(SqlParser.Parse(statement), Parameters, context);

    private static QueryPlan? TryPlan(string statement)
    {
        try
        {
            return Plan(statement, PlanContext.None);
        }
        catch (SqlException)
        {
            return null;
        }
    }
}
