namespace Serverless.Unit.Sql.Plan;

/// <summary>Statements for which the planner differs from the service's on purpose, and why.</summary>
internal static class Deviations
{
    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["""SELECT TOP 5 c.a FROM c ORDER BY RANK VectorDistance(c.v, [1,2])"""] = "the ranking of hybrid search needs a plan of another shape",
        ["""SELECT VALUE {x: ALL(SELECT VALUE 1)} FROM c ORDER BY c.x"""] = "ALL, FIRST and LAST are not documented",
        ["""SELECT VALUE {x: FIRST(SELECT VALUE 1)} FROM c ORDER BY c.x"""] = "ALL, FIRST and LAST are not documented",
        ["""SELECT VALUE {x: LAST(SELECT VALUE 1)} FROM c ORDER BY c.x"""] = "ALL, FIRST and LAST are not documented",
        ["""SELECT FIRST(SELECT 1)"""] = "ALL, FIRST and LAST are not documented",
        ["""SELECT ALL (SELECT VALUE true)"""] = "ALL, FIRST and LAST are not documented",
        ["""SELECT c.a FROM c WHERE ALL(SELECT VALUE x FROM x IN c.a)"""] = "ALL, FIRST and LAST are not documented",
        ["""SELECT TOP 1 ALL(SELECT VALUE x FROM x IN c.a) FROM c"""] = "ALL, FIRST and LAST are not documented",
        ["""SELECT VALUE COUNT(1).a FROM c"""] = "the service proves that the result is empty before it looks for compositions",
        ["""SELECT VALUE COUNT(1) FROM c ORDER BY COUNT(1)"""] = "the order of a single result",
        ["""SELECT DISTINCT VALUE c["a"] FROM c ORDER BY c.a"""] = "the two spellings are one path, so that the results do arrive in their order",
        ["""SELECT * FROM t IN c.tags ORDER BY t.x"""] = "the service's text reads _rid and * where the document has no name, and the SDK fails for want of _rid",
        ["""SELECT * FROM c.a ORDER BY a.x"""] = "the service's text reads _rid and * where the document has no name, and the SDK fails for want of _rid",
        ["""SELECT * FROM c.a AS x ORDER BY x.y"""] = "the service's text reads _rid and * where the document has no name, and the SDK fails for want of _rid",
        ["""SELECT s FROM (SELECT VALUE c.a FROM c) AS s ORDER BY s.x"""] = "the service's text reads _rid and * where the document has no name, and the SDK fails for want of _rid",
        ["""SELECT * FROM (SELECT VALUE c.a FROM c) AS s ORDER BY s"""] = "the service's text reads _rid and * where the document has no name, and the SDK fails for want of _rid",
        ["""SELECT a.b FROM c.a ORDER BY a.b"""] = "the service's text reads _rid and * where the document has no name, and the SDK fails for want of _rid",
        ["""SELECT VALUE x FROM (SELECT DISTINCT c.a FROM c) AS x ORDER BY x.a"""] = "the service's text reads _rid and * where the document has no name, and the SDK fails for want of _rid",
        ["""SELECT VALUE c FROM c ORDER BY (SELECT VALUE c.a)"""] = "the service simplifies the expression to a path first",
        ["""SELECT VALUE c FROM c ORDER BY {a: c.a}.a"""] = "the service simplifies the expression to a path first",
        ["""SELECT VALUE c FROM c ORDER BY [c.a][0]"""] = "the service simplifies the expression to a path first",
        ["""SELECT VALUE 1 FROM c ORDER BY VectorDistance(c.v, ARRAY(SELECT VALUE 1))"""] = "the service simplifies the expression to a path first",
        ["""SELECT VALUE x FROM (SELECT c.a AS x, COUNT(1) AS n FROM c GROUP BY c.a) AS x ORDER BY x.n"""] = "a path below a subquery is a path, whatever the subquery computes",
        ["""SELECT VALUE (SELECT *) FROM c"""] = "* of nothing",
        ["""SELECT VALUE c FROM c JOIN (SELECT VALUE c FROM c) AS c"""] = "two different sources would share a name",
        ["""SELECT TOP NaN * FROM c"""] = "rejected as wrong syntax: no count is spelled so",
        ["""SELECT VALUE FIRST(SELECT VALUE x FROM x IN c.a ORDER BY x) FROM c"""] = "rejected already for FIRST, which is not documented",
    };
}
