using Serverless.LocalCosmos.Sql;

namespace Serverless.Unit.Sql.Functions;

public sealed class RegexFunctionTests
{
    public static TheoryData<string, string?> Facts { get; } = new()
    {
        { "REGEXMATCH('abcd', 'ABC')", "false" },
        { "REGEXMATCH('abcd', 'ABC', 'i')", "true" },
        { "REGEXMATCH('abcd', 'ab.', '')", "true" },
        { "REGEXMATCH('abcd', 'ab c', 'x')", "true" },
        { "REGEXMATCH('abcd', 'aB c', 'ix')", "true" },
        { "REGEXMATCH('03a', '[0-9]')", "true" },
        { "REGEXMATCH('salt3824908', 'salt{1}')", "true" },
        { "REGEXMATCH('shame', 's....', 'i')", "true" },
        { "REGEXMATCH('a\\nb', '^b')", "false" },
        { "REGEXMATCH('a\\nb', '^b', 'm')", "true" },
        { "REGEXMATCH('a\\nb', 'a.b')", "false" },
        { "REGEXMATCH('a\\nb', 'a.b', 's')", "true" },
        { "REGEXMATCH('aa', '(a)\\\\1')", "true" },
        { "REGEXMATCH(1, 'a')", null },
        { "REGEXMATCH('a', 1)", null },
        { "REGEXMATCH('a', 'a', null)", null },
        { "REGEXEXTRACT('SKU-93821-BLUE', '[A-Z]+')", "\"SKU\"" },
        { "REGEXEXTRACT('SKU-93821-BLUE', '[0-9]+')", "\"93821\"" },
        { "REGEXEXTRACT('SKU-93821-BLUE', 'sku-([0-9]+)', 'i', 1)", "\"93821\"" },
        { "REGEXEXTRACT('SKU-93821-BLUE', 'sku-([0-9]+)', 'i', 0)", "\"SKU-93821\"" },
        { "REGEXEXTRACT('SKU-93821-BLUE', 'sku-([0-9]+)', 'i', 2)", null },
        { "REGEXEXTRACT('SKU-93821-BLUE', '[a-z]+')", null },
        { "REGEXEXTRACTALL('A12-B34-C56', '[0-9]+')", """["12","34","56"]""" },
        { "REGEXEXTRACTALL('north-east-west', '[a-z]+')", """["north","east","west"]""" },
        { "REGEXEXTRACTALL('A12-B34', '([A-Z])[0-9]+', '', 1)", """["A","B"]""" },
        { "REGEXEXTRACTALL('A12-B34', '[a-z]')", "[]" },
        { "REGEXREPLACE('A12-B34-C56', '[0-9]+', '#')", "\"A#-B34-C56\"" },
        { "REGEXREPLACE('A12-B34', 'b', 'x', 'i')", "\"A12-x34\"" },
        { "REGEXREPLACE('A12', '[0-9]+', 1)", null },
        { "REGEXREPLACEALL('A12-B34-C56', '[0-9]+', '#')", "\"A#-B#-C#\"" },
        { "REGEXREPLACEALL('A12-B34', '([A-Z])([0-9]+)', '$2$1')", "\"12A-34B\"" },
        { "REGEXREPLACEALL(undefined, 'a', 'b')", null },
    };

    [Theory, MemberData(nameof(Facts))]
    public void Gives_what_is_documented(string expression, string? expected) => Assert.Equal(expected, Evaluate.Json(expression));

    [Theory]
    [InlineData("REGEXMATCH('a', '(')")]
    [InlineData("REGEXMATCH('a', 'a', 'q')")]
    public void A_malformed_pattern_in_the_statement_is_an_error(string expression) =>
        Assert.Equal("SC2070", Assert.Throws<SqlException>(() => Evaluate.Json(expression)).Code);

    [Theory]
    [InlineData("REGEXMATCH('a', c.bad)", null)]
    [InlineData("REGEXMATCH('a', c.good)", "true")]
    public void A_malformed_pattern_in_an_item_is_undefined(string expression, string? expected) =>
        Assert.Equal(expected, Evaluate.Over("""{"bad":"(","good":"^a$"}""", expression));

    [Fact]
    public void A_pattern_that_backtracks_without_end_is_harmless() =>
        Assert.Equal("false", Evaluate.Json("REGEXMATCH(REPLICATE('a', 10000), '^(a+)+b$')"));

    [Fact]
    public void A_pattern_that_must_backtrack_is_stopped() =>
        Assert.Equal("SC2071", Assert.Throws<SqlException>(() => Evaluate.Json("REGEXMATCH(REPLICATE('a', 10000), '^(a+)+(?!c)b$')")).Code);
}
