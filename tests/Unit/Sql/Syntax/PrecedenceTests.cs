using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.Unit.Sql.Syntax;

/// <summary>How expressions group, shown by the printer: operators of one level chain to the left, and parentheses part the levels.</summary>
public sealed class PrecedenceTests
{
    [Theory]
    [InlineData("1 + 2 * 3 - 4 / 5 % 6", "(1 + (2 * 3) - (4 / 5 % 6))")]
    [InlineData("c.a & 1 + 2", "(c.a & 1 + 2)")]
    [InlineData("c.a + 1 & 2 | 3 ^ 4", "(c.a + 1 & 2 | 3 ^ 4)")]
    [InlineData("c.a || c.b + c.d || c.e", "(c.a || (c.b + c.d) || c.e)")]
    [InlineData("1 << 2 = 3", "(1 << 2 = 3)")]
    [InlineData("1 = 2 << 3 >> 4 >>> 5", "(1 = 2 << 3 >> 4 >>> 5)")]
    [InlineData("1 = 2 != 3 < 4 >= 5", "(1 = 2 != 3 < 4 >= 5)")]
    [InlineData("1 - (2 - 3) - 4", "(1 - (2 - 3) - 4)")]
    [InlineData("(c.a = c.b) = c.d", "(c.a = c.b = c.d)")]
    [InlineData("c.a = (c.b = c.d)", "(c.a = (c.b = c.d))")]
    [InlineData("(c.a ?? c.b) ?? c.d ?? c.e", "((c.a ?? c.b) ?? (c.d ?? c.e))")]
    [InlineData("c.a <> 1", "(c.a != 1)")]
    [InlineData("c.a = c.b || 'x'", "(c.a = (c.b || \"x\"))")]
    [InlineData("NOT c.a = 1", "((NOT c.a) = 1)")]
    [InlineData("NOT c.a AND NOT c.b OR c.d", "(((NOT c.a) AND (NOT c.b)) OR c.d)")]
    [InlineData("c.a OR c.b AND c.d OR c.e", "(c.a OR (c.b AND c.d) OR c.e)")]
    [InlineData("NOT c.a IN (1)", "((NOT c.a) IN (1))")]
    [InlineData("c.a = 1 IN (true, c.b ?? c.d)", "((c.a = 1) IN (true, (c.b ?? c.d)))")]
    [InlineData("c.a NOT IN (1) AND c.b LIKE 'x' OR c.d NOT LIKE 'y' ESCAPE '!'", "(((c.a NOT IN (1)) AND (c.b LIKE \"x\")) OR (c.d NOT LIKE \"y\" ESCAPE \"!\"))")]
    [InlineData("c.a LIKE 'x' = true", "(c.a LIKE (\"x\" = true))")]
    [InlineData("c.a BETWEEN 1 = 1 AND 2 + 3", "(c.a BETWEEN (1 = 1) AND (2 + 3))")]
    [InlineData("NOT c.a NOT BETWEEN 1 AND 2", "((NOT c.a) NOT BETWEEN 1 AND 2)")]
    [InlineData("c.a BETWEEN 1 AND 2 ?? 3", "((c.a BETWEEN 1 AND 2) ?? 3)")]
    [InlineData("c.a BETWEEN 1 AND 2 ? 3 : 4", "((c.a BETWEEN 1 AND 2) ? 3 : 4)")]
    [InlineData("c.a ?? c.b AND c.d ?? c.e", "(c.a ?? ((c.b AND c.d) ?? c.e))")]
    [InlineData("c.a ?? c.b ? c.d : c.e ?? c.f", "((c.a ?? c.b) ? c.d : (c.e ?? c.f))")]
    [InlineData("c.a ? c.b ? 1 : 2 : c.d ? 3 : 4", "(c.a ? (c.b ? 1 : 2) : (c.d ? 3 : 4))")]
    [InlineData("- - 1", "(- (- 1))")]
    [InlineData("c.a - -1", "(c.a - -1)")]
    [InlineData("c.a -1", "(c.a - 1)")]
    [InlineData("-1[0]", "(- (1)[0])")]
    [InlineData("~-+c.a.b", "(~ (- (+ c.a.b)))")]
    [InlineData("-c.a * 2", "((- c.a) * 2)")]
    [InlineData("(c.a).b['d'][0][@p]", "c.a.b.d[0][@p]")]
    [InlineData("c['order'][\"x y\"]", "c[\"order\"][\"x y\"]")]
    [InlineData("[1, 2][0]", "[1, 2][0]")]
    [InlineData("{a: 1, 'b c': [true, null, undefined]}.a", "{\"a\": 1, \"b c\": [true, null, undefined]}.a")]
    [InlineData("udf.f(c.a, 1).b", "udf.f(c.a, 1).b")]
    [InlineData("LEFT(c.a, 1) || right (c.a, 1)", "(LEFT(c.a, 1) || right(c.a, 1))")]
    [InlineData("(SELECT VALUE 1).a", "(SELECT VALUE 1).a")]
    [InlineData("exists(select 1) AND array (select value x from x in c.a)[0]", "(EXISTS(SELECT 1) AND ARRAY(SELECT VALUE x FROM x IN c.a)[0])")]
    public void Operators_group_as_in_the_service(string expression, string grouped)
    {
        var query = SqlParser.Parse($"SELECT VALUE {expression} FROM c");

        Assert.Equal($"SELECT VALUE {grouped} FROM c", SqlPrinter.Print(query));
    }

    [Theory]
    [InlineData("0x1F", "31")]
    [InlineData("0xFFFFFFFFFFFFFFFF", "-1")]
    [InlineData("1.50", "1.5")]
    [InlineData("5.", "5")]
    [InlineData("5.e1", "50")]
    [InlineData(".5", "0.5")]
    [InlineData("1E-3", "0.001")]
    [InlineData("007", "7")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("-9007199254740993", "-9007199254740993")]
    [InlineData("'it\\'s \\u0041\\n\\q'", "\"it's A\\nq\"")]
    [InlineData("\"\\ud83d\\ude00 \\ud83d\"", "\"\\uD83D\\uDE00 \uFFFD\"")]
    [InlineData("NaN", "NaN")]
    [InlineData("-Infinity", "(- Infinity)")]
    public void Literals_have_one_spelling(string literal, string canonical)
    {
        var query = SqlParser.Parse($"SELECT VALUE {literal}");

        Assert.Equal($"SELECT VALUE {canonical}", SqlPrinter.Print(query));
    }
}
