using Serverless.LocalCosmos.Sql;
using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.Unit.Sql.Syntax;

public sealed class SyntaxErrorTests
{
    [Theory]
    [InlineData("", "SC1002", 0, 0)]
    [InlineData("SELECT", "SC1002", 6, 6)]
    [InlineData("SELECT * FROM c WHERE", "SC1002", 21, 21)]
    [InlineData("SELECT * FROM c WHERE c.a = -- nothing", "SC1002", 38, 38)]
    [InlineData("FROM c", "SC1001", 0, 4)]
    [InlineData("SELECT c.a, FROM c", "SC1001", 12, 16)]
    [InlineData("SELECT c.value FROM c", "SC1001", 9, 14)]
    [InlineData("SELECT c.a AS value FROM c", "SC1001", 14, 19)]
    [InlineData("SELECT TRUE.a.null FROM c", "SC1001", 14, 18)]
    [InlineData("SELECT UDF.f(1) FROM c", "SC1001", 12, 13)]
    [InlineData("SELECT * FROM c;", "SC1010", 15, 16)]
    [InlineData("SELECT @ FROM c", "SC1010", 7, 8)]
    [InlineData("SELECT 1a FROM c", "SC1011", 7, 9)]
    [InlineData("SELECT 0x FROM c", "SC1011", 7, 9)]
    [InlineData("SELECT 1e400 FROM c", "SC1011", 7, 12)]
    [InlineData("SELECT 'abc FROM c", "SC1012", 7, 18)]
    [InlineData("SELECT 'a\\", "SC1012", 7, 10)]
    [InlineData("SELECT '\\u12' FROM c", "SC1012", 7, 13)]
    [InlineData("SELECT * FROM c WHERE c.a BETWEEN 1 AND 2 AND c.b", "SC1001", 42, 45)]
    [InlineData("SELECT * FROM c WHERE c.a AND c.b BETWEEN 1 AND 2", "SC1001", 34, 41)]
    [InlineData("SELECT * FROM c WHERE c.a IN (1) = true", "SC1001", 33, 34)]
    [InlineData("SELECT * FROM c WHERE c.a LIKE 'x' ESCAPE '!!'", "SC2207", 42, 46)]
    [InlineData("SELECT * FROM c OFFSET 1.0 LIMIT 2", "SC1001", 23, 26)]
    [InlineData("SELECT TOP -1 * FROM c", "SC1001", 11, 12)]
    [InlineData("SELECT c[1 + 1] FROM c", "SC2990", 7, 15)]
    public void An_error_says_what_and_where(string statement, string code, int start, int end)
    {
        var error = Assert.Throws<SqlException>(() => SqlParser.Parse(statement));

        Assert.Equal((code, start, end), (error.Code, error.Start, error.End));
    }

    [Theory]
    [InlineData("SELECT * FROM c HAVING c.a", "HAVING")]
    [InlineData("SELECT ALL * FROM c", "ALL")]
    [InlineData("SELECT 1 UNION SELECT 2", "UNION")]
    [InlineData("SELECT * FROM c LEFT JOIN d IN c.d", "LEFT")]
    [InlineData("SELECT CASE WHEN 1 THEN 2 END", "CASE")]
    [InlineData("SELECT * FROM c WHERE c.a IS NULL", "IS")]
    [InlineData("SELECT * FROM c ORDER BY RANK FullTextScore(c.t, 'a')", "RANK")]
    [InlineData("DELETE FROM c", "DELETE")]
    public void A_clause_of_another_dialect_is_named(string statement, string clause)
    {
        var error = Assert.Throws<SqlException>(() => SqlParser.Parse(statement));

        Assert.EndsWith($" {clause} is not supported.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_text_is_the_one_of_the_service()
    {
        var error = Assert.Throws<SqlException>(() => SqlParser.Parse("SELECT c.\"a\""));

        Assert.Equal(
            """{"errors":[{"severity":"Error","location":{"start":9,"end":12},"code":"SC1001","message":"Syntax error, incorrect syntax near '\"a\"'."}]}""",
            error.ToErrorJson());
    }

    [Fact]
    public void A_patch_condition_starts_at_from()
    {
        Assert.Equal("SELECT * FROM c WHERE (c.n = 3)", SqlPrinter.Print(SqlParser.ParsePredicate("from c where c.n = 3")));
        Assert.Throws<SqlException>(() => SqlParser.ParsePredicate("WHERE c.n = 3"));
        Assert.Throws<SqlException>(() => SqlParser.ParsePredicate("FROM c WHERE c.n = 3 ORDER BY c.n"));
    }
}
