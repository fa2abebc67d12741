using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.LocalCosmos.Sql.Plan;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.Unit.Sql.Plan;

/// <summary>Which partition keys a filter leaves, compared with the key values that the service's planner finds.</summary>
public sealed class RangeOracleTests
{
    private static readonly JsonObject Parameters = new() { ["@p"] = "z", ["@list"] = new JsonArray("q", "r") };

    [OracleTheory]
    [InlineData("c.pk = 'a'")]
    [InlineData("'a' = c.pk")]
    [InlineData("c['pk'] = 1")]
    [InlineData("c.pk = null")]
    [InlineData("c.pk = true AND c.x > 1")]
    [InlineData("c.pk = undefined")]
    [InlineData("c.pk = @p")]
    [InlineData("c.pk = @missing")]
    [InlineData("c.pk = -1.5")]
    [InlineData("c.pk = c.x")]
    [InlineData("c.x = 1 AND (c.y = 2 AND c.pk = 'a')")]
    [InlineData("c.pk = 'a' OR c.pk = 'b' OR c.pk = 'a'")]
    [InlineData("c.pk = 'a' OR c.x = 1")]
    [InlineData("(c.pk = 'a' OR c.pk = 'b') AND c.x = 1")]
    [InlineData("c.pk = 'a' OR (c.pk = 'b' AND c.x = 1)")]
    [InlineData("c.pk = 'a' AND c.pk = 'b'")]
    [InlineData("c.pk IN ('a', 'b', @p)")]
    [InlineData("c.pk IN ('a', c.x)")]
    [InlineData("c.pk IN ('a', 'b') AND c.pk IN ('b', 'c')")]
    [InlineData("c.pk NOT IN ('a')")]
    [InlineData("c.pk != 'a'")]
    [InlineData("c.pk > 'a'")]
    [InlineData("NOT (c.pk = 'a')")]
    [InlineData("IS_DEFINED(c.pk)")]
    [InlineData("c.pk.x = 'a'")]
    [InlineData("false")]
    [InlineData("true")]
    [InlineData("c.pk = 'a' AND false")]
    public void A_single_key_is_narrowed(string filter) =>
        AssertSame($"SELECT * FROM c WHERE {filter}", [["pk"]]);

    [OracleTheory]
    [InlineData("c.t = 'a'")]
    [InlineData("c.t = 'a' AND c.s = 'b'")]
    [InlineData("c.u = 'd' AND c.t = 'a' AND c.s = 'b'")]
    [InlineData("c.s = 'b'")]
    [InlineData("c.t = 'a' AND c.u = 'd'")]
    [InlineData("c.t IN ('a', 'b') AND c.s IN ('x', 'y')")]
    [InlineData("(c.t = 'a' AND c.s = 'x') OR (c.t = 'b' AND c.s = 'y')")]
    [InlineData("(c.t = 'a' AND c.s = 'x') OR c.t = 'b'")]
    [InlineData("(c.t = 'a' OR c.t = 'b') AND c.s = 'x'")]
    [InlineData("c.t = 'a' AND NOT IS_DEFINED(c.s)")]
    [InlineData("c.t = 'a' AND c.s = null")]
    [InlineData("c.t = 'a' AND c.s > 'x'")]
    [InlineData("c.t > 'a'")]
    public void A_hierarchical_key_is_narrowed_by_its_prefix(string filter) =>
        AssertSame($"SELECT * FROM c WHERE {filter}", [["t"], ["s"], ["u"]]);

    [OracleTheory]
    [InlineData("SELECT * FROM c WHERE c.a.b = 'x'")]
    [InlineData("SELECT * FROM c WHERE c['a'].b IN ('x', 'y')")]
    [InlineData("SELECT VALUE r FROM root r WHERE r.a.b = 'x' ORDER BY r.n")]
    [InlineData("SELECT * FROM c.a WHERE a.b = 'x'")]
    [InlineData("SELECT * FROM c.z WHERE z.a.b = 'x'")]
    [InlineData("SELECT VALUE t FROM c JOIN t IN c.tags WHERE c.a.b = 'x' AND t.a.b = 'y'")]
    [InlineData("SELECT VALUE t FROM t IN c.tags WHERE t.a.b = 'y'")]
    [InlineData("SELECT * FROM (SELECT * FROM c WHERE c.a.b = 'x') AS s")]
    [InlineData("SELECT VALUE COUNT(1) FROM (SELECT DISTINCT VALUE c.n FROM c WHERE c.a.b = 'x')")]
    [InlineData("SELECT c.n, COUNT(1) FROM c WHERE c.a.b = 'x' GROUP BY c.n")]
    [InlineData("SELECT 1")]
    public void A_nested_path_is_found_from_any_source(string statement) => AssertSame(statement, [["a", "b"]]);

    /// <summary>What the service folds or looks up in functions; ours asks every range, and the filter itself does the rest.</summary>
    [OracleTheory]
    [InlineData("c.pk = 'a' || 'b'")]
    [InlineData("c.pk IN ('a', LOWER('B'))")]
    [InlineData("c.pk LIKE 'a'")]
    [InlineData("IS_NULL(c.pk)")]
    [InlineData("c.pk")]
    [InlineData("c.pk = 'a' ?? false")]
    [InlineData("StringEquals(c.pk, 'a', true)")]
    [InlineData("ARRAY_CONTAINS(@list, c.pk)")]
    [InlineData("c.pk = [1]")]
    [InlineData("EXISTS(SELECT VALUE t FROM t IN c.a WHERE c.pk = 'b')")]
    public void Other_conditions_leave_every_key(string filter)
    {
        var statement = $"SELECT * FROM c WHERE {filter}";

        Assert.Equal([PlanRange.Everything], Ours(statement, [["pk"]]));
        Assert.NotEqual([PlanRange.Everything], Natives(statement, [["pk"]]));
    }

    [Fact]
    public void A_thousand_keys_are_a_thousand_ranges()
    {
        var statement = "SELECT * FROM c WHERE " + string.Join(" OR ", Enumerable.Range(0, 1000).Select(n => $"( c.id = 'i{n}' AND c[\"t\"] = 't{n}' AND c[\"s\"] = 's' )"));

        Assert.Equal(1000, Ours(statement, [["t"], ["s"]]).Count);
    }

    private static void AssertSame(string statement, string[][] paths) => Assert.Equal(Natives(statement, paths), Ours(statement, paths));

    private static IReadOnlyList<PlanRange> Ours(string statement, string[][] paths) => QueryPlanner
        .Plan(SqlParser.Parse(statement), Parameters.ToDictionary(p => p.Key, p => Value.Parse(p.Value!.ToJsonString())), new PlanContext(paths, Key))
        .Ranges;

    private static List<PlanRange> Natives(string statement, string[][] paths) =>
    [
        .. NativePlanner.Plan(statement, Parameters, paths).Json.GetProperty("queryRanges").EnumerateArray()
            .Select(range => RangeOf(range.GetProperty("min"), range.GetProperty("max"), paths.Length))
            .OrderBy(range => range.Min, StringComparer.Ordinal),
    ];

    private static PlanRange RangeOf(JsonElement min, JsonElement max, int levels)
    {
        if (max.ValueKind == JsonValueKind.String) return PlanRange.Everything;
        var key = Key([.. min.EnumerateArray().Select(Value.Of)]);
        return min.GetArrayLength() is 0 ? PlanRange.First : min.GetArrayLength() == levels ? PlanRange.Of(key) : PlanRange.Below(key);
    }

    /// <summary>Stands in for the hash: a fixed number of digits per level, in which a prefix is a prefix.</summary>
    private static string Key(IReadOnlyList<Value> values) =>
        string.Concat(values.Select(value => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(SqlPrinter.Print(new Literal(value)).PadRight(16)))));
}
