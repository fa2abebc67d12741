namespace Serverless.Unit.Sql.Evaluation;

public sealed class ClauseTests
{
    private const string Products = """
        [{"id":"1","name":"Fins","price":10,"sizes":[{"key":"s","order":1},{"key":"m","order":3}],"tags":["swim","gear"],"maker":{"name":"AW","city":"Oslo"}},
         {"id":"2","name":"Shoes","price":20,"sizes":[{"key":"m","order":3}],"tags":["run"],"maker":{"name":"BX"}},
         {"id":"3","name":"Cap","price":null,"sizes":[],"tags":"none"}]
        """;

    [Theory]
    [InlineData("SELECT VALUE p.name FROM products p", "[\"Fins\",\"Shoes\",\"Cap\"]")]
    [InlineData("SELECT p.name, p[\"price\"] FROM p", "[{\"name\":\"Fins\",\"price\":10},{\"name\":\"Shoes\",\"price\":20},{\"name\":\"Cap\",\"price\":null}]")]
    [InlineData("SELECT p.maker.city FROM p", "[{\"city\":\"Oslo\"},{},{}]")]
    [InlineData("SELECT VALUE p.maker.city FROM p", "[\"Oslo\"]")]
    [InlineData("SELECT p.tags[0], p.tags[9] AS none, p.price + 1, 'x' y FROM p WHERE p.id = '1'", "[{\"$1\":\"swim\",\"$2\":11,\"y\":\"x\"}]")]
    [InlineData("SELECT {n: p.name, nested: [p.id, p.none]} FROM p WHERE p.id = '1'", "[{\"$1\":{\"n\":\"Fins\",\"nested\":[\"1\"]}}]")]
    [InlineData("SELECT VALUE {n: p.none} FROM p WHERE p.id = '1'", "[{}]")]
    [InlineData("SELECT * FROM products.maker", "[{\"name\":\"AW\",\"city\":\"Oslo\"},{\"name\":\"BX\"}]")]
    [InlineData("SELECT VALUE m.name FROM products.maker m", "[\"AW\",\"BX\"]")]
    [InlineData("SELECT VALUE maker.name FROM products.maker", "[\"AW\",\"BX\"]")]
    [InlineData("SELECT VALUE s FROM products.tags[0] s", "[\"swim\",\"run\"]")]
    [InlineData("SELECT * FROM s IN products.sizes", "[{\"key\":\"s\",\"order\":1},{\"key\":\"m\",\"order\":3},{\"key\":\"m\",\"order\":3}]")]
    [InlineData("SELECT VALUE t FROM root r JOIN t IN r.tags WHERE t LIKE '%i%'", "[\"swim\"]")]
    [InlineData("SELECT p.id, t AS tag, s.key FROM p JOIN t IN p.tags JOIN s IN p.sizes WHERE s[\"order\"] >= 3", "[{\"id\":\"1\",\"tag\":\"swim\",\"key\":\"m\"},{\"id\":\"1\",\"tag\":\"gear\",\"key\":\"m\"},{\"id\":\"2\",\"tag\":\"run\",\"key\":\"m\"}]")]
    [InlineData("SELECT VALUE s.key FROM p JOIN (SELECT VALUE s FROM s IN p.sizes WHERE s[\"order\"] > 1) AS s", "[\"m\",\"m\"]")]
    [InlineData("SELECT VALUE total FROM p JOIN (SELECT VALUE p.price * 2) total WHERE total < 30", "[20]")]
    [InlineData("SELECT s.key, u.cm FROM p JOIN s IN p.sizes JOIN u IN (SELECT VALUE [{k: 's', cm: 60}, {k: 'm', cm: 70}]) WHERE s.key = u.k AND p.id = '1'", "[{\"key\":\"s\",\"cm\":60},{\"key\":\"m\",\"cm\":70}]")]
    [InlineData("SELECT VALUE n FROM (SELECT VALUE p.name FROM p) AS n", "[\"Fins\",\"Shoes\",\"Cap\"]")]
    [InlineData("SELECT p.id, (SELECT VALUE COUNT(1) FROM s IN p.sizes) AS n FROM p", "[{\"id\":\"1\",\"n\":2},{\"id\":\"2\",\"n\":1},{\"id\":\"3\",\"n\":0}]")]
    [InlineData("SELECT p.id, (SELECT p.name WHERE CONTAINS(p.name, 'Shoes')).name FROM p", "[{\"id\":\"1\"},{\"id\":\"2\",\"name\":\"Shoes\"},{\"id\":\"3\"}]")]
    [InlineData("SELECT (SELECT VALUE 1) AS a, (SELECT VALUE undefined) AS b", "[{\"a\":1}]")]
    [InlineData("SELECT VALUE ARRAY(SELECT DISTINCT VALUE s.key FROM s IN p.sizes) FROM p", "[[\"s\",\"m\"],[\"m\"],[]]")]
    [InlineData("SELECT VALUE p.id FROM p WHERE EXISTS(SELECT VALUE s FROM s IN p.sizes WHERE s.key = 's')", "[\"1\"]")]
    [InlineData("SELECT VALUE EXISTS(SELECT VALUE undefined)", "[false]")]
    [InlineData("SELECT VALUE EXISTS(SELECT undefined)", "[true]")]
    [InlineData("SELECT VALUE p.id FROM p WHERE NOT EXISTS(SELECT VALUE t FROM t IN p.tags)", "[\"3\"]")]
    [InlineData("SELECT VALUE p.id FROM p WHERE (SELECT VALUE MAX(s[\"order\"]) FROM s IN p.sizes) > 2", "[\"1\",\"2\"]")]
    [InlineData("SELECT VALUE (SELECT VALUE COUNT(1) + p.price FROM s IN p.sizes) FROM p", "[12,21]")]
    [InlineData("SELECT VALUE p.id FROM p WHERE p.price", "[]")]
    [InlineData("SELECT VALUE p.id FROM p WHERE true", "[\"1\",\"2\",\"3\"]")]
    [InlineData("SELECT VALUE p.id FROM p WHERE undefined", "[]")]
    [InlineData("SELECT DISTINCT VALUE s FROM s IN p.sizes", "[{\"key\":\"s\",\"order\":1},{\"key\":\"m\",\"order\":3}]")]
    [InlineData("SELECT DISTINCT p.maker.city FROM p", "[{\"city\":\"Oslo\"},{}]")]
    [InlineData("SELECT TOP 2 VALUE p.id FROM p", "[\"1\",\"2\"]")]
    [InlineData("SELECT TOP 0 VALUE p.id FROM p", "[]")]
    [InlineData("SELECT VALUE p.id FROM p ORDER BY p.name", "[\"3\",\"1\",\"2\"]")]
    [InlineData("SELECT VALUE p.id FROM p ORDER BY p.price DESC OFFSET 1 LIMIT 5", "[\"1\",\"3\"]")]
    [InlineData("SELECT TOP 1 VALUE p.id FROM p ORDER BY p.maker.name DESC", "[\"2\"]")]
    [InlineData("SELECT VALUE t FROM p JOIN t IN p.tags ORDER BY t DESC", "[\"swim\",\"run\",\"gear\"]")]
    [InlineData("SELECT \"Adventure\", \"Works\"", "[{\"$1\":\"Adventure\",\"$2\":\"Works\"}]")]
    [InlineData("SELECT { department: \"Sales\", team: \"Field sales\" }", "[{\"$1\":{\"department\":\"Sales\",\"team\":\"Field sales\"}}]")]
    [InlineData("SELECT VALUE 1 WHERE false", "[]")]
    [InlineData("SELECT (100 >> 2) AS r, (100 << 2) AS l, (100 >>> 0) AS z, (100 & 1000) AS a, (100 | 1000) AS o, (100 ^ 1000) AS x", "[{\"r\":25,\"l\":400,\"z\":100,\"a\":96,\"o\":1004,\"x\":908}]")]
    public void Gives(string statement, string expected) => Assert.Equal(expected, Run.Json(statement, Products));

    [Fact]
    public void Keeps_the_text_of_what_it_passes_on()
    {
        const string document = """{ "id":"1",  "big": 9007199254740993, "one": 1.0, "exp": 1E2, "text": "\u00e9\/", "nested": { "x" : [ 1.50 ] } }""";
        Assert.Equal($"[{document}]", Run.Json("SELECT * FROM c", $"[{document}]"));
        Assert.Equal("""[{"big":9007199254740993,"one":1.0,"exp":1E2,"text":"\u00e9\/","x":[ 1.50 ]}]""", Run.Json("SELECT c.big, c.one, c.exp, c.text, c.nested.x FROM c", $"[{document}]"));
    }

    [Theory]
    [InlineData("SELECT VALUE c.id FROM c WHERE c.n = @n", "@n", "2", "[\"b\"]")]
    [InlineData("SELECT VALUE c.id FROM c WHERE c.n = @n", "@n", "\"2\"", "[]")]
    [InlineData("SELECT VALUE c.id FROM c WHERE ARRAY_CONTAINS(@n, c.n)", "@n", "[1,2]", "[\"a\",\"b\"]")]
    [InlineData("SELECT VALUE c[@n] FROM c", "@n", "\"id\"", "[\"a\",\"b\",\"c\"]")]
    [InlineData("SELECT VALUE @n.x FROM c", "@n", "{\"x\":1}", "[1,1,1]")]
    [InlineData("SELECT TOP @n VALUE c.id FROM c", "@n", "1", "[\"a\"]")]
    [InlineData("SELECT VALUE c.id FROM c OFFSET @n LIMIT @n", "@n", "1", "[\"b\"]")]
    [InlineData("SELECT VALUE c.id FROM c WHERE c.n LIKE @n", "@n", "\"%\"", "[\"c\"]")]
    public void Takes_parameters_of_any_kind(string statement, string name, string json, string expected) =>
        Assert.Equal(expected, Run.Json(statement, """[{"id":"a","n":1},{"id":"b","n":2},{"id":"c","n":"x"}]""", (name, json)));
}
