using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.Unit.Sql.Evaluation;

/// <summary>Conditions with undefined, which is also what anything else than a Boolean counts as.</summary>
public sealed class TruthTableTests
{
    [Theory]
    [InlineData("true", "true", "true", "true")]
    [InlineData("true", "false", "false", "true")]
    [InlineData("true", "undefined", null, "true")]
    [InlineData("false", "true", "false", "true")]
    [InlineData("false", "false", "false", "false")]
    [InlineData("false", "undefined", "false", null)]
    [InlineData("undefined", "true", null, "true")]
    [InlineData("undefined", "false", "false", null)]
    [InlineData("undefined", "undefined", null, null)]
    [InlineData("1", "true", null, "true")]
    [InlineData("null", "false", "false", null)]
    public void And_or(string left, string right, string? and, string? or)
    {
        Assert.Equal(and, OfConstants($"{left} AND {right}"));
        Assert.Equal(or, OfConstants($"{left} OR {right}"));
        Assert.Equal(and, OfFields(left, right, "c.l AND c.r"));
        Assert.Equal(or, OfFields(left, right, "c.l OR c.r"));
        Assert.Equal(and, OfFields(left, right, "c.l AND c.r AND true"));
        Assert.Equal(or, OfFields(left, right, "c.l OR c.r OR false"));
    }

    [Theory]
    [InlineData("true", "false")]
    [InlineData("false", "true")]
    [InlineData("undefined", null)]
    [InlineData("null", null)]
    [InlineData("'true'", null)]
    public void Not(string operand, string? expected)
    {
        Assert.Equal(expected, OfConstants($"NOT {operand}"));
        Assert.Equal(expected, OfFields(operand, "1", "NOT c.l"));
    }

    [Theory]
    [InlineData("1", "1", "true", "false", "false", "true")]
    [InlineData("1", "2", "false", "true", "true", "true")]
    [InlineData("'a'", "'B'", "false", "true", "false", "false")]
    [InlineData("false", "true", "false", "true", "true", "true")]
    [InlineData("null", "null", "true", "false", "false", "true")]
    [InlineData("1", "'1'", "false", "true", null, null)]
    [InlineData("null", "1", "false", "true", null, null)]
    [InlineData("[1, 2]", "[1, 2]", "true", "false", null, null)]
    [InlineData("{a: 1, b: 2}", "{b: 2, a: 1}", "true", "false", null, null)]
    [InlineData("{a: 1}", "{a: 1, b: 2}", "false", "true", null, null)]
    [InlineData("[]", "{}", "false", "true", null, null)]
    [InlineData("undefined", "1", null, null, null, null)]
    [InlineData("undefined", "undefined", null, null, null, null)]
    public void Comparisons(string left, string right, string? equal, string? notEqual, string? less, string? lessOrEqual)
    {
        foreach (var (comparison, expected) in new[] { ("=", equal), ("!=", notEqual), ("<>", notEqual), ("<", less), ("<=", lessOrEqual) })
        {
            Assert.Equal(expected, OfConstants($"{left} {comparison} {right}"));
            Assert.Equal(expected, OfFields(left, right, $"c.l {comparison} c.r"));
        }

        Assert.Equal(less, OfFields(left, right, "c.r > c.l"));
        Assert.Equal(lessOrEqual, OfFields(left, right, "c.r >= c.l"));
        Assert.Equal(less, OfFields(left, right, $"c.l < {right}"));
    }

    [Theory]
    [InlineData("1 IN (1, 2)", "true")]
    [InlineData("3 IN (1, 2)", "false")]
    [InlineData("'1' IN (1, 2)", "false")]
    [InlineData("3 IN (1, undefined)", "false")]
    [InlineData("undefined IN (1)", null)]
    [InlineData("3 NOT IN (1, 2)", "true")]
    [InlineData("undefined NOT IN (1)", null)]
    [InlineData("[1] IN ([1], [2])", "true")]
    [InlineData("(2 BETWEEN 1 AND 3)", "true")]
    [InlineData("('b' BETWEEN 'a' AND 'c')", "true")]
    [InlineData("(4 BETWEEN 1 AND 3)", "false")]
    [InlineData("('b' BETWEEN 1 AND 3)", null)]
    [InlineData("(0 BETWEEN 1 AND 'c')", "false")]
    [InlineData("(2 NOT BETWEEN 1 AND 3)", "false")]
    [InlineData("null ?? 1", "null")]
    [InlineData("undefined ?? 1", "1")]
    [InlineData("undefined ?? undefined ?? 2", "2")]
    [InlineData("true ? 1 : 2", "1")]
    [InlineData("'true' ? 1 : 2", "2")]
    [InlineData("undefined ? 1 : 2", "2")]
    public void Others(string expression, string? expected) => Assert.Equal(expected, OfConstants(expression));

    private static string? OfConstants(string expression) => Run.Texts($"SELECT VALUE {expression}", []).SingleOrDefault();

    private static string? OfFields(string left, string right, string expression) =>
        Run.Texts($"SELECT VALUE {expression} FROM (SELECT VALUE {{l: {left}, r: {right}}}) AS c", [Value.Parse("{}")]).SingleOrDefault();
}
