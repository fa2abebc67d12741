namespace Serverless.Unit.Sql.Evaluation;

public sealed class AggregateTests
{
    private const string Employees = """
        [{"id":"1","lang":"python","trained":true,"n":1},{"id":"2","lang":"js","trained":false,"n":2},{"id":"3","lang":"c#","trained":true,"n":3},
         {"id":"4","lang":"js","trained":true},{"id":"5","trained":true,"n":"five"},{"id":"6","lang":"python","trained":false,"n":6}]
        """;

    [Theory]
    [InlineData("SELECT VALUE COUNT(1) FROM c", "[6]")]
    [InlineData("SELECT VALUE COUNT(c.n) FROM c", "[5]")]
    [InlineData("SELECT VALUE COUNT(c) FROM c", "[6]")]
    [InlineData("SELECT VALUE SUM(c.n) FROM c", "[]")]
    [InlineData("SELECT VALUE SUM(c.n) FROM c WHERE c.lang = 'python'", "[7]")]
    [InlineData("SELECT VALUE SUM(c.n) FROM c WHERE false", "[0]")]
    [InlineData("SELECT VALUE AVG(c.n) FROM c WHERE c.lang = 'python'", "[3.5]")]
    [InlineData("SELECT VALUE AVG(c.n) FROM c WHERE c.lang = 'js'", "[2]")]
    [InlineData("SELECT VALUE AVG(c.n) FROM c WHERE false", "[]")]
    [InlineData("SELECT AVG(c.n) AS a FROM c", "[{}]")]
    [InlineData("SELECT VALUE MIN(c.n) FROM c", "[1]")]
    [InlineData("SELECT VALUE MAX(c.n) FROM c", "[\"five\"]")]
    [InlineData("SELECT VALUE MAX(c) FROM c", "[]")]
    [InlineData("SELECT VALUE MIN(c.n) FROM c WHERE false", "[]")]
    [InlineData("SELECT VALUE COUNTIF(c.trained) FROM c", "[4]")]
    [InlineData("SELECT VALUE COUNTIF(c.n > 1) FROM c", "[3]")]
    [InlineData("SELECT VALUE MakeList(c.lang) FROM c", "[[\"python\",\"js\",\"c#\",\"js\",\"python\"]]")]
    [InlineData("SELECT VALUE MakeSet(c.lang) FROM c", "[[\"python\",\"js\",\"c#\"]]")]
    [InlineData("SELECT COUNT(1), MAX(c.id) AS last FROM c", "[{\"$1\":6,\"last\":\"6\"}]")]
    [InlineData("SELECT VALUE {countScalar: COUNT(1), countExpression: COUNT(2 + 3)}", "[{\"countScalar\":1,\"countExpression\":1}]")]
    [InlineData("SELECT VALUE COUNT(1) FROM c ORDER BY c.id", "[6]")]
    [InlineData("SELECT VALUE [COUNT(1), [SUM(1)]] FROM c", "[[6,[6]]]")]
    [InlineData("SELECT VALUE COUNT(1) FROM (SELECT DISTINCT VALUE c.lang FROM c)", "[3]")]
    [InlineData("SELECT VALUE l FROM (SELECT DISTINCT VALUE c.lang FROM c) AS l", "[\"python\",\"js\",\"c#\"]")]
    [InlineData("SELECT VALUE g.n FROM (SELECT c.lang, COUNT(1) AS n FROM c GROUP BY c.lang) AS g WHERE g.lang = 'js'", "[2]")]
    [InlineData("SELECT MAX(g.n) AS most FROM (SELECT c.lang, COUNT(1) AS n FROM c GROUP BY c.lang) AS g", "[{\"most\":2}]")]
    [InlineData("SELECT TOP 1 VALUE l FROM (SELECT DISTINCT VALUE c.lang FROM c) AS l ORDER BY l", "[\"c#\"]")]
    [InlineData("SELECT VALUE x FROM x IN (SELECT VALUE MakeSet(c.lang) FROM c)", "[\"python\",\"js\",\"c#\"]")]
    [InlineData("SELECT VALUE n + 1 FROM (SELECT VALUE COUNT(1) FROM c WHERE c.trained) AS n", "[5]")]
    [InlineData("SELECT c.lang FROM c GROUP BY c.lang", "[{\"lang\":\"python\"},{\"lang\":\"js\"},{\"lang\":\"c#\"},{}]")]
    [InlineData("SELECT VALUE c.lang FROM c GROUP BY c.lang", "[\"python\",\"js\",\"c#\"]")]
    [InlineData("SELECT COUNT(1) AS n, c.lang AS l FROM c GROUP BY c.lang", "[{\"n\":2,\"l\":\"python\"},{\"n\":2,\"l\":\"js\"},{\"n\":1,\"l\":\"c#\"},{\"n\":1}]")]
    [InlineData("SELECT c.lang, c.trained, COUNT(1) AS n FROM c GROUP BY c.lang, c.trained", "[{\"lang\":\"python\",\"trained\":true,\"n\":1},{\"lang\":\"js\",\"trained\":false,\"n\":1},{\"lang\":\"c#\",\"trained\":true,\"n\":1},{\"lang\":\"js\",\"trained\":true,\"n\":1},{\"trained\":true,\"n\":1},{\"lang\":\"python\",\"trained\":false,\"n\":1}]")]
    [InlineData("SELECT UPPER(c.lang) AS l, MAX(c.n) AS m FROM c GROUP BY UPPER(c.lang)", "[{\"l\":\"PYTHON\",\"m\":6},{\"l\":\"JS\",\"m\":2},{\"l\":\"C#\",\"m\":3},{\"m\":\"five\"}]")]
    [InlineData("SELECT UPPER(c.lang) AS l, 1 AS one FROM c WHERE c.n < 3 GROUP BY c.lang", "[{\"l\":\"PYTHON\",\"one\":1},{\"l\":\"JS\",\"one\":1}]")]
    [InlineData("SELECT c.lang, COUNT(1) AS n FROM c GROUP BY c.lang ORDER BY c.lang DESC", "[{\"lang\":\"python\",\"n\":2},{\"lang\":\"js\",\"n\":2},{\"lang\":\"c#\",\"n\":1},{\"n\":1}]")]
    [InlineData("SELECT c.lang, COUNT(1) AS n FROM c GROUP BY c.lang ORDER BY c.lang OFFSET 1 LIMIT 1", "[{\"lang\":\"c#\",\"n\":1}]")]
    [InlineData("SELECT DISTINCT VALUE COUNT(1) FROM c GROUP BY c.lang", "[2,1]")]
    [InlineData("SELECT TOP 1 VALUE COUNT(1) FROM c GROUP BY c.lang", "[2]")]
    [InlineData("SELECT VALUE {l: c.lang, n: COUNT(1)} FROM c GROUP BY c.lang OFFSET 2 LIMIT 1", "[{\"l\":\"c#\",\"n\":1}]")]
    [InlineData("SELECT VALUE COUNT(1) FROM c WHERE false GROUP BY c.lang", "[]")]
    public void Gives(string statement, string expected) => Assert.Equal(expected, Run.Json(statement, Employees));

    [Theory]
    [InlineData("SELECT VALUE SUM(c.v) FROM c", "[1,2.5,-1]", "[2.5]")]
    [InlineData("SELECT VALUE SUM(c.v) FROM c", "[1,null]", "[]")]
    [InlineData("SELECT VALUE AVG(c.v) FROM c", "[1,true]", "[]")]
    [InlineData("SELECT VALUE MIN(c.v) FROM c", "[1,null,\"a\",true]", "[null]")]
    [InlineData("SELECT VALUE MAX(c.v) FROM c", "[1,null,\"a\",true]", "[\"a\"]")]
    [InlineData("SELECT VALUE MAX(c.v) FROM c", "[1,[2]]", "[]")]
    [InlineData("SELECT VALUE MIN(c.v) FROM c", "[{},1]", "[]")]
    [InlineData("SELECT VALUE MAX(c.v) FROM c", "[9007199254740992,9007199254740993]", "[9007199254740993]")]
    public void Mixed_kinds(string statement, string values, string expected)
    {
        var documents = LocalCosmos.Sql.Values.Value.Parse(values).Elements().Select(v => $"{{\"v\":{v}}}");
        Assert.Equal(expected, Run.Json(statement, $"[{string.Join(',', documents)}]"));
    }
}
