using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Serverless.LocalCosmos.Engine.Queries;
using Serverless.LocalCosmos.Sql.Evaluation;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;
using Serverless.LocalCosmos.Storage;

namespace Serverless.Unit.Engine.Queries;

/// <summary>What the analysis says of a filter must follow from it: an index walk over less would lose documents.</summary>
public sealed class FilterAnalysisTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void A_document_that_matches_lies_within_the_ranges() =>
        Prop.ForAll(Gen.Zip(Filters.Any3, Filters.Document.ArrayOf(20)).ToArbitrary(), input =>
        {
            var (filter, documents) = input;
            var (query, ranges) = Analyse($"SELECT * FROM c WHERE {filter}");
            foreach (var fields in documents)
            {
                var body = Encoding.UTF8.GetBytes($$"""{"id":"1","pk":"p1"{{fields}} }""");
                if (query.MatchesOne(Value.View(body)) && !IsWithin(ranges, body)) Assert.Fail($"{filter} finds {Encoding.UTF8.GetString(body)}");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData("c.a = 1", "/a")]
    [InlineData("c.a != 1", "/a")]
    [InlineData("NOT (c.a = 1)", "/a")]
    [InlineData("NOT (c.a != 1 OR c.b > 2)", "/a /b")]
    [InlineData("c.a NOT IN (1, 2)", "/a")]
    [InlineData("c.a IN (1, c.b)", "/a")]
    [InlineData("c.a NOT BETWEEN 1 AND 2", "/a")]
    [InlineData("c.s LIKE 'x%'", "/s")]
    [InlineData("c.s LIKE '50!%' ESCAPE '!'", "/s")]
    [InlineData("STARTSWITH(c.s, 'x') = true", "/s")]
    [InlineData("CONTAINS(c.s, 'x')", "/s")]
    [InlineData("IS_DEFINED(c.s)", "/s")]
    [InlineData("c.a = null", "/a")]
    [InlineData("c.flag", "/flag")]
    [InlineData("NOT c.flag", "/flag")]
    [InlineData("c.o.x.y = 1", "/o/x/y")]
    [InlineData("c['o']['x'] = 1", "/o/x")]
    [InlineData("c.tags[0] = 'x'", "/tags/[]")]
    [InlineData("ARRAY_CONTAINS(c.tags, 'x')", "/tags/[]")]
    [InlineData("ARRAY_CONTAINS_ANY(c.tags, 'x', 'y')", "/tags/[]")]
    [InlineData("ARRAY_CONTAINS_ALL(c.tags, 'x', 'y')", "/tags/[]")]
    [InlineData("ARRAY_CONTAINS(c.items, {'n': 1}, true)", "/items/[] /items/[]/n")]
    [InlineData("ARRAY_CONTAINS(['x', 'y'], c.a)", "/a")]
    [InlineData("EXISTS(SELECT VALUE t FROM t IN c.tags WHERE t = 'x')", "/tags/[]")]
    [InlineData("c.a = 1 + 2", "/a")]
    [InlineData("c.ts > GetCurrentTimestamp()", "/ts")]
    [InlineData("c.a = @p OR @p = null", "/a")]
    [InlineData("c.a = 1 OR c.b = 2", "union(/a, /b)")]
    [InlineData("c.a = 1 OR c.b = 2 OR c.a = 3", "union(/a, /b)")]
    [InlineData("(c.a = 1 AND c.x > 3) OR c.b IN (2, 3)", "union(/a /x, /b)")]
    [InlineData("c.a = 1 AND (c.b = 2 OR c.d = 3)", "/a union(/b, /d)")]
    [InlineData("(c.a = 1 AND c.b = 2) OR (c.a = 3 AND c.d = 4)", "/a union(/a /b, /a /d)")]
    [InlineData("NOT (c.a = 1 AND c.b = 2)", "union(/a, /b)")]
    [InlineData("c.a = 1 OR c.b + 1 = 2", "")]
    [InlineData("NOT IS_DEFINED(c.a)", "")]
    [InlineData("EXISTS(SELECT VALUE COUNT(1) FROM t IN c.tags WHERE t = 'x')", "")]
    public void The_paths_that_a_filter_looks_at_are_found(string filter, string paths) =>
        Assert.Equal(paths, PathsOf(Analyse($"SELECT * FROM c WHERE {filter}").Ranges));

    [Theory]
    [InlineData("x1", new[] { "x1", "X1" })]
    [InlineData("ab", new[] { "ab", "aB", "Ab", "AB" })]
    [InlineData("12345678", new[] { "12345678" })]
    [InlineData("a\U00010400", new[] { "a", "A" })]
    [InlineData("", new[] { "" })]
    public void A_prefix_in_any_case_is_each_way_to_write_it(string prefix, string[] ways)
    {
        Assert.Equal(ways.Order(StringComparer.Ordinal), CaseVariants.PrefixesOf(prefix).Order(StringComparer.Ordinal));
        Assert.InRange(CaseVariants.PrefixesOf("a long beginning").Count, 2, 16);
    }

    [Theory]
    [InlineData("SELECT VALUE i FROM c JOIN i IN c.items WHERE i.n = 1", "/items/[]/n")]
    [InlineData("SELECT VALUE i FROM i IN c.items WHERE i.n = 1", "/items/[]/n")]
    [InlineData("SELECT VALUE o FROM c.o WHERE o.x = 1", "/o/x")]
    [InlineData("SELECT VALUE c FROM c JOIN (SELECT VALUE EXISTS(SELECT VALUE t FROM c JOIN t IN c.tags WHERE t = 'x')) AS v WHERE v", "/tags/[]")]
    [InlineData("SELECT VALUE COUNT(1) FROM (SELECT DISTINCT VALUE c.a FROM c WHERE c.b = 1) AS d", "/b")]
    [InlineData("SELECT * FROM c WHERE false", "union()")]
    public void Aliases_stand_for_paths(string statement, string paths) => Assert.Equal(paths, PathsOf(Analyse(statement).Ranges));

    private static (CompiledQuery Query, FilterRanges Ranges) Analyse(string statement)
    {
        var syntax = SqlParser.Parse(statement);
        var context = new CompilationContext(new Dictionary<string, Value> { ["@p"] = Value.Of(1) }, Now);
        return (CompiledQuery.Compile(syntax, context), FilterAnalysis.RangesOf(syntax, context));
    }

    private static string PathsOf(FilterRanges ranges) => string.Join(' ', ranges.ByPath.Keys.Concat(
        ranges.Unions.Select(branches => $"union({string.Join(", ", branches.Select(PathsOf))})")));

    private static bool IsWithin(FilterRanges ranges, byte[] body)
    {
        var terms = IndexTerms.Of(body, IndexingRules.Default);
        return ranges.ByPath.All(path => terms.Any(term => term.Path == path.Key && path.Value.Any(range => range.Contains(term.Key))))
            && ranges.Points.All(point => terms.Any(term => term.Path == point.Key && term.Key.SequenceEqual(ValueKeys.KeyOf(point.Value)!)))
            && ranges.Unions.All(branches => branches.Any(branch => IsWithin(branch, body)));
    }
}
