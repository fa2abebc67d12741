using Serverless.LocalCosmos.Sql.Plan;

namespace Serverless.Unit.Sql.Plan;

/// <summary>Every clause beside every other, because the rewrites of one clause depend on which others there are.</summary>
public sealed class CombinationOracleTests
{
    private static readonly string[] Distincts = ["", "DISTINCT "];
    private static readonly (string Top, string Filter)[] Cuts = [("", ""), ("TOP 3 ", " WHERE c.b = 1 OR c.d")];

    private static readonly string[] Selections =
    [
        "*", "c.a", "c.a, c.b AS x", "c", "1 AS one", "LOWER(c.a)", "{x: c.a} AS o", "(SELECT VALUE c.a) AS s",
        "VALUE c", "VALUE c.a", "VALUE {a: c.a, b: c.b}", "VALUE [c.a]", "VALUE 1", "VALUE c.a.b",
        "COUNT(1)", "COUNT(1) AS n, AVG(c.b) AS v", "c.a, MAX(c.b) AS m, MIN(c.b)", "c.a, COUNTIF(c.b > 1) AS n, 1 AS one",
        "VALUE COUNT(1)", "VALUE AVG(c.b)", "VALUE MIN(c.b)", "VALUE SUM(c.b) + 1", "VALUE {n: COUNT(1)}",
    ];

    private static readonly string[] Sources = ["c", "c JOIN t IN c.tags"];
    private static readonly string[] Groups = ["", " GROUP BY c.a", " GROUP BY c.a, c.b", " GROUP BY LOWER(c.a)"];
    private static readonly string[] Orders = ["", " ORDER BY c.a", " ORDER BY c.a DESC, c.b", " ORDER BY VectorDistance(c.v, [1, 2])", " ORDER BY c.a + 1"];
    private static readonly string[] Pages = ["", " OFFSET 2 LIMIT 5"];

    [OracleTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_combination_of_clauses_is_planned_as_by_the_service(bool hasLogicalPartitionKey)
    {
        var differences = (
            from distinct in Distincts
            from cut in Cuts
            from selection in Selections
            from source in Sources
            from grouping in Groups
            from order in Orders
            from page in Pages
            let statement = $"SELECT {distinct}{cut.Top}{selection} FROM {source}{cut.Filter}{grouping}{order}{page}"
            let difference = OracleTests.Difference(statement, hasLogicalPartitionKey)
            where difference is not null
            select $"{statement}\n    {difference}").Take(10).ToList();

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }
}
