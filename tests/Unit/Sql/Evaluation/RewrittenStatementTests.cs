namespace Serverless.Unit.Sql.Evaluation;

/// <summary>The texts that clients with a planner of their own send to each range, and the shapes that they then merge.</summary>
public sealed class RewrittenStatementTests
{
    private const string Documents = """
        [{"id":"1","_rid":"r1","pk":"a","a":1,"n":2,"t":"x"},{"id":"2","_rid":"r2","pk":"b","a":1,"n":1},{"id":"3","_rid":"r3","pk":"a","a":2,"n":3,"t":"y"}]
        """;

    [Theory]
    [InlineData(
        "SELECT c._rid, [{\"item\": c.n}] AS orderByItems, c.id AS payload FROM c WHERE (true) ORDER BY c.n DESC",
        """[{"_rid":"r3","orderByItems":[{"item":3}],"payload":"3"},{"_rid":"r1","orderByItems":[{"item":2}],"payload":"1"},{"_rid":"r2","orderByItems":[{"item":1}],"payload":"2"}]""")]
    [InlineData(
        "SELECT c._rid, [{\"item\": c.n}] AS orderByItems, {\"id\": c.id} AS payload FROM c WHERE ((c.a = 1) AND (true)) ORDER BY c.n",
        """[{"_rid":"r2","orderByItems":[{"item":1}],"payload":{"id":"2"}},{"_rid":"r1","orderByItems":[{"item":2}],"payload":{"id":"1"}}]""")]
    [InlineData(
        "SELECT c._rid, [{\"item\": c.t}] AS orderByItems, c.id AS payload FROM c WHERE ((true) AND IS_DEFINED(c.id)) ORDER BY c.t OFFSET 0 LIMIT 2",
        """[{"_rid":"r2","orderByItems":[{}],"payload":"2"},{"_rid":"r1","orderByItems":[{"item":"x"}],"payload":"1"}]""")]
    [InlineData(
        "SELECT c._rid, [{\"item\": c.a}, {\"item\": c.n}] AS orderByItems, c.id AS payload FROM c WHERE (true) ORDER BY c.a ASC, c.n DESC",
        """[{"_rid":"r1","orderByItems":[{"item":1},{"item":2}],"payload":"1"},{"_rid":"r2","orderByItems":[{"item":1},{"item":1}],"payload":"2"},{"_rid":"r3","orderByItems":[{"item":2},{"item":3}],"payload":"3"}]""")]
    [InlineData("SELECT VALUE [{\"item\": COUNT(1)}] FROM c", """[[{"item":3}]]""")]
    [InlineData("SELECT VALUE [{\"item\": SUM(c.n)}] FROM c", """[[{"item":6}]]""")]
    [InlineData("SELECT VALUE [{\"item\": {\"sum\": SUM(c.n), \"count\": COUNT(c.n)}}] FROM c", """[[{"item":{"sum":6,"count":3}}]]""")]
    [InlineData("SELECT VALUE [{\"item\": {\"sum\": SUM(c.n), \"count\": COUNT(c.n)}}] FROM c WHERE c.n > 9", """[[{"item":{"sum":0,"count":0}}]]""")]
    [InlineData("SELECT VALUE [{\"item\": {\"sum\": SUM(c.t), \"count\": COUNT(c.t)}}] FROM c", """[[{"item":{"count":2}}]]""")]
    [InlineData("SELECT VALUE [{\"item\": MIN(c.n), \"item2\": {\"min\": MIN(c.n), \"count\": COUNT(c.n)}}] FROM c", """[[{"item":1,"item2":{"min":1,"count":3}}]]""")]
    [InlineData("SELECT VALUE [{\"item\": MAX(c.z), \"item2\": {\"max\": MAX(c.z), \"count\": COUNT(c.z)}}] FROM c", """[[{"item2":{"count":0}}]]""")]
    [InlineData("SELECT {\"n\": {\"item\": COUNT(1)}} AS payload FROM c", """[{"payload":{"n":{"item":3}}}]""")]
    [InlineData("SELECT {\"$1\": {\"item\": COUNT(1)}} AS payload FROM c", """[{"payload":{"$1":{"item":3}}}]""")]
    [InlineData(
        "SELECT [{\"item\": c.pk}] AS groupByItems, {\"pk\": c.pk, \"n\": {\"item\": COUNT(1)}} AS payload FROM c GROUP BY c.pk",
        """[{"groupByItems":[{"item":"a"}],"payload":{"pk":"a","n":{"item":2}}},{"groupByItems":[{"item":"b"}],"payload":{"pk":"b","n":{"item":1}}}]""")]
    [InlineData(
        "SELECT [{\"item\": c.pk}] AS groupByItems, c.pk AS payload FROM c GROUP BY c.pk",
        """[{"groupByItems":[{"item":"a"}],"payload":"a"},{"groupByItems":[{"item":"b"}],"payload":"b"}]""")]
    [InlineData(
        "SELECT [{\"item\": c.t}, {\"item\": c.a}] AS groupByItems, {\"n\": {\"item\": {\"sum\": SUM(c.n), \"count\": COUNT(c.n)}}} AS payload FROM c GROUP BY c.t, c.a ORDER BY c.t",
        """[{"groupByItems":[{},{"item":1}],"payload":{"n":{"item":{"sum":1,"count":1}}}},{"groupByItems":[{"item":"x"},{"item":1}],"payload":{"n":{"item":{"sum":2,"count":1}}}},{"groupByItems":[{"item":"y"},{"item":2}],"payload":{"n":{"item":{"sum":3,"count":1}}}}]""")]
    [InlineData(
        "SELECT c._rid, [{\"item\": c.a}] AS orderByItems, {\"groupByItems\": [{\"item\": c.a}], \"payload\": {\"a\": c.a}} AS payload FROM c WHERE (true) GROUP BY c.a ORDER BY c.a",
        """[{"_rid":"r1","orderByItems":[{"item":1}],"payload":{"groupByItems":[{"item":1}],"payload":{"a":1}}},{"_rid":"r3","orderByItems":[{"item":2}],"payload":{"groupByItems":[{"item":2}],"payload":{"a":2}}}]""")]
    [InlineData("SELECT DISTINCT VALUE c.a FROM c", "[1,2]")]
    [InlineData(
        "SELECT TOP 2 c._rid, [{\"item\": VectorDistance(c.v, [1, 2])}] AS orderByItems, c.id AS payload FROM (SELECT VALUE {id: c.id, _rid: c._rid, v: [c.n, c.a]} FROM c) AS c WHERE (true) ORDER BY VectorDistance(c.v, [1, 2])",
        """[{"_rid":"r2","orderByItems":[{"item":0.9486832980505138}],"payload":"2"},{"_rid":"r3","orderByItems":[{"item":0.8682431421244593}],"payload":"3"}]""")]
    [InlineData(
        "SELECT c._rid, [{\"item\": c.n}] AS orderByItems, c.id AS payload FROM c WHERE ((c.n > 1 OR IS_STRING(c.n) OR IS_ARRAY(c.n) OR IS_OBJECT(c.n))) ORDER BY c.n",
        """[{"_rid":"r1","orderByItems":[{"item":2}],"payload":"1"},{"_rid":"r3","orderByItems":[{"item":3}],"payload":"3"}]""")]
    public void Gives(string statement, string expected) => Assert.Equal(expected, Run.Json(statement, Documents));
}
