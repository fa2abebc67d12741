namespace Serverless.Unit.Sql.Evaluation;

/// <summary>Texts as the SDK's LINQ provider writes them.</summary>
public sealed class LinqShapeTests
{
    private const string Documents = """
        [{"id":"1","n":4,"name":"Ann","tags":["x","y"],"children":[{"age":3,"pets":["cat"]},{"age":7,"pets":[]}]},
         {"id":"2","n":3,"name":"bob","tags":[],"children":[]},
         {"id":"3","n":9,"name":null,"tags":["y"]}]
        """;

    [Theory]
    [InlineData("SELECT VALUE root FROM root WHERE (root[\"n\"] > 8)", """[{"id":"3","n":9,"name":null,"tags":["y"]}]""")]
    [InlineData("SELECT VALUE {\"id\": root[\"id\"]} FROM root WHERE (root[\"n\"] > 3)", """[{"id":"1"},{"id":"3"}]""")]
    [InlineData("SELECT VALUE root[\"id\"] FROM root WHERE (root[\"name\"] != null)", "[\"1\",\"2\"]")]
    [InlineData("SELECT VALUE root[\"id\"] FROM root WHERE (NOT (root[\"name\"] = null))", "[\"1\",\"2\"]")]
    [InlineData("SELECT VALUE t0 FROM root JOIN t0 IN root[\"tags\"]", "[\"x\",\"y\",\"y\"]")]
    [InlineData(
        "SELECT VALUE root[\"id\"] FROM root JOIN (SELECT VALUE EXISTS(SELECT VALUE t0 FROM root JOIN t0 IN root[\"tags\"] WHERE (t0 = \"x\"))) AS v0 WHERE v0",
        "[\"1\"]")]
    [InlineData(
        "SELECT VALUE {\"id\": root[\"id\"], \"old\": v1} FROM root JOIN (SELECT VALUE ARRAY(SELECT VALUE t0 FROM root JOIN t0 IN root[\"children\"] WHERE (t0[\"age\"] > 5))) AS v1",
        """[{"id":"1","old":[{"age":7,"pets":[]}]},{"id":"2","old":[]},{"id":"3","old":[]}]""")]
    [InlineData("SELECT VALUE p0 FROM root JOIN c0 IN root[\"children\"] JOIN p0 IN c0[\"pets\"]", "[\"cat\"]")]
    [InlineData("SELECT VALUE root[\"id\"] FROM root WHERE (root[\"n\"] IN (3, 9))", "[\"2\",\"3\"]")]
    [InlineData("SELECT VALUE root[\"id\"] FROM root WHERE ARRAY_CONTAINS(root[\"tags\"], \"y\")", "[\"1\",\"3\"]")]
    [InlineData("SELECT VALUE root[\"id\"] FROM root WHERE (ARRAY_LENGTH(root[\"tags\"]) = 0)", "[\"2\"]")]
    [InlineData("SELECT VALUE root[\"id\"] FROM root WHERE STARTSWITH(root[\"name\"], \"a\", true)", "[\"1\"]")]
    [InlineData("SELECT VALUE root[\"id\"] FROM root WHERE StringEquals(root[\"name\"], \"BOB\", true)", "[\"2\"]")]
    [InlineData("SELECT VALUE root[\"id\"] FROM root WHERE RegexMatch(root[\"name\"], \"^A\")", "[\"1\"]")]
    [InlineData("SELECT VALUE root[\"id\"] FROM root WHERE IS_DEFINED(root[\"children\"])", "[\"1\",\"2\"]")]
    [InlineData("SELECT VALUE root[\"id\"] FROM root WHERE (IS_NULL(root[\"name\"]) ? true : (root[\"n\"] = 4))", "[\"1\",\"3\"]")]
    [InlineData("SELECT VALUE root[\"id\"] FROM root ORDER BY root[\"n\"] ASC, root[\"id\"] DESC", "[\"2\",\"1\",\"3\"]")]
    [InlineData("SELECT TOP 1 VALUE root[\"id\"] FROM root ORDER BY root[\"n\"] DESC", "[\"3\"]")]
    [InlineData("SELECT VALUE root[\"id\"] FROM root OFFSET 1 LIMIT 1", "[\"2\"]")]
    [InlineData("SELECT DISTINCT VALUE t0 FROM root JOIN t0 IN root[\"tags\"]", "[\"x\",\"y\"]")]
    [InlineData("SELECT VALUE COUNT(1) FROM root", "[3]")]
    [InlineData("SELECT VALUE COUNT(1) FROM root JOIN t0 IN root[\"tags\"]", "[3]")]
    [InlineData("SELECT VALUE SUM(root[\"n\"]) FROM root", "[16]")]
    [InlineData("SELECT VALUE ((root[\"n\"] % 2) = 0) FROM root", "[true,false,false]")]
    [InlineData("SELECT ARRAY_LENGTH(root[\"tags\"]) AS key, COUNT(1) AS n FROM root GROUP BY ARRAY_LENGTH(root[\"tags\"]) ", """[{"key":2,"n":1},{"key":0,"n":1},{"key":1,"n":1}]""")]
    [InlineData("SELECT VALUE CONCAT(UPPER(root[\"name\"]), \"-\", ToString(root[\"n\"])) FROM root", "[\"ANN-4\",\"BOB-3\"]")]
    public void Gives(string statement, string expected) => Assert.Equal(expected, Run.Json(statement, Documents));
}
