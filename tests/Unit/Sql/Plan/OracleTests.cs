using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.LocalCosmos.Sql;
using Serverless.LocalCosmos.Sql.Plan;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;
using Xunit.Abstractions;

namespace Serverless.Unit.Sql.Plan;

/// <summary>Every statement of the table gets the plan, or the error code, that the service's own planner gives it.</summary>
public sealed class OracleTests(ITestOutputHelper output)
{
    private static readonly string[][] Paths = [["pk"]];

    private static readonly JsonObject Parameters = new()
    {
        ["@p"] = "a",
        ["@n"] = 7,
        ["@v"] = new JsonArray(1, 2),
        ["@o"] = new JsonObject { ["distanceFunction"] = "euclidean" },
    };

    /// <summary>Function names and arguments are checked where the functions are, when a statement is compiled.</summary>
    private static readonly string[] CodesOfFunctions = ["SC2005", "SC2050", "SC2051", "SC2052", "SC2210", "SC2212"];

    [OracleTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plans_equal_those_of_the_service(bool hasLogicalPartitionKey)
    {
        var differences = new List<string>();
        var compared = 0;
        foreach (var statement in Statements.All.Where(statement => !Deviations.Reasons.ContainsKey(statement)))
        {
            compared++;
            if (Difference(statement, hasLogicalPartitionKey) is { } difference) differences.Add($"{statement}\n    {difference}");
        }

        output.WriteLine($"{compared} statements compared");
        Assert.True(differences.Count == 0, $"{differences.Count} of {compared} differ:\n{string.Join('\n', differences)}");
    }

    [OracleFact]
    public void Every_listed_deviation_still_deviates()
    {
        foreach (var statement in Deviations.Reasons.Keys)
        {
            Assert.Contains(statement, Statements.All);
            Assert.NotNull(Difference(statement, hasLogicalPartitionKey: false));
        }
    }

    /// <summary>How the two planners differ over the statement; null when they agree.</summary>
    internal static string? Difference(string statement, bool hasLogicalPartitionKey)
    {
        var native = NativePlanner.Plan(statement, Parameters, Paths, hasLogicalPartitionKey);
        QueryPlan plan;
        try
        {
            var context = new PlanContext(Paths, _ => "AB") { HasLogicalPartitionKey = hasLogicalPartitionKey };
            plan = QueryPlanner.Plan(SqlParser.Parse(statement), Parameters.ToDictionary(p => p.Key, p => Value.Parse(p.Value!.ToJsonString())), context);
        }
        catch (SqlException error)
        {
            if (native.IsPlan) return $"rejected: {error.Code} {error.Message}";
            var isSame = native.ErrorCodes.Contains(error.Code) || native.ErrorCodes.Any(CodesOfFunctions.Contains);
            return isSame ? null : $"rejected with {error.Code} {error.Message}, not {native.Json}";
        }

        if (!native.IsPlan) return native.ErrorCodes.All(CodesOfFunctions.Contains) ? null : $"accepted, although {native.Json}";
        if (native.IsEmpty) return null;
        var expected = Canonical(native.Json.GetProperty("queryInfo"));
        var actual = Canonical(JsonDocument.Parse(plan.ToJson()).RootElement.GetProperty("queryInfo"));
        return expected == actual ? null : $"expected {expected}\n      actual {actual}";
    }

    /// <summary>The members that say something, in one order, with every SQL text parsed and printed again.</summary>
    private static string Canonical(JsonElement info)
    {
        var members = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in info.EnumerateObject())
        {
            var text = member.Name switch
            {
                // No part of the SDK reads these.
                "requiresExtendedQueryPlan" or "embeddingParameterMap" => "",
                "rewrittenQuery" when member.Value.GetString() is { Length: > 0 } sql => SqlPrinter.Print(SqlParser.Parse(sql.Replace("{documentdb-formattableorderbyquery-filter}", "true", StringComparison.Ordinal))),
                "orderByExpressions" or "groupByExpressions" => string.Join(", ", member.Value.EnumerateArray().Select(e => SqlPrinter.Print(SqlParser.Parse("SELECT VALUE " + e.GetString())))),
                "groupByAliasToAggregateType" => string.Join(", ", member.Value.EnumerateObject().Select(p => $"{p.Name}={p.Value}").Order(StringComparer.Ordinal)),
                _ => member.Value.ToString(),
            };
            if (text is not ("" or "0" or "None" or "[]" or "False") || member.Name is "top" or "offset" or "limit") members[member.Name] = text == "True" ? "1" : text;
        }

        return string.Join("; ", members.Select(member => $"{member.Key}: {member.Value}"));
    }
}
