using System.Text;
using System.Text.Json;
using Serverless.LocalCosmos.Storage;

namespace Serverless.Unit.Storage;

public sealed class IndexTermsTests
{
    private const string Nothing = "-";
    private const string Document = """
        {"id":"1","n":2,"a":{"b":{"c":true},"d":[1,2,1,[3]]},"tags":["x",{"k":null}],"a b":{"/":1},"_ts":5,"_etag":"e","_rid":"r",
         "_self":"s","_attachments":"t","e":{},"l":[]}
        """;

    [Fact]
    public void By_default_every_path_is_indexed_and_of_the_system_properties_only_the_timestamp() => Assert.Equal(
        """/_ts=5 /a={} /a b={} /a b/"/"=1 /a/b={} /a/b/c=true /a/d=[] /a/d/[]=1 /a/d/[]=2 /a/d/[]=[] /a/d/[]/[]=3 /e={} /id="1" /l=[] /n=2 /tags=[] /tags/[]="x" /tags/[]={} /tags/[]/k=null""",
        Describe(Document, IndexingRules.Default));

    [Theory]
    [InlineData("/n/?", Nothing, """/_ts=5 /id="1" /n=2""")]
    [InlineData("/a/*", "/a/d/*", """/_ts=5 /a={} /a/b={} /a/b/c=true /id="1" """)]
    [InlineData("/a/d/[]/?", Nothing, """/_ts=5 /a/d/[]=1 /a/d/[]=2 /a/d/[]=[] /id="1" """)]
    [InlineData("/*", "/a/* | /tags/* | /\"a b\"/*", """/_ts=5 /e={} /id="1" /l=[] /n=2""")]
    [InlineData("/* | /a/b/c/?", "/a/* | /tags/* | /\"a b\"/* | /e/? | /l/*", """/_ts=5 /a/b/c=true /id="1" /n=2""")]
    [InlineData("/tags/[]/k/?", "/*", """/_ts=5 /id="1" /tags/[]/k=null""")]
    [InlineData("/\"a b\"/*", Nothing, """/_ts=5 /a b={} /a b/"/"=1 /id="1" """)]
    public void The_most_specific_path_of_the_policy_decides(string included, string excluded, string expected) =>
        Assert.Equal(expected.Trim(), Describe(Document, Policy(included, excluded)));

    [Fact]
    public void With_mode_none_nothing_is_indexed()
    {
        var rules = IndexingRules.Parse("""{"indexingMode":"None"}""");

        Assert.Empty(IndexTerms.Of(Encoding.UTF8.GetBytes(Document), rules));
        Assert.False(rules.Covers("/id"));
    }

    [Fact]
    public void The_rules_say_which_paths_the_index_can_answer()
    {
        var rules = Policy("/* | /a/b/?", "/a/* | /tags/[]/*");

        Assert.All(["/n", "/a/b", "/tags", "/id", "/_ts", "/\"x/y\"/z"], path => Assert.True(rules.Covers(path), path));
        Assert.All(["/a", "/a/c", "/a/b/c", "/tags/[]", "/tags/[]/k", "/_etag"], path => Assert.False(rules.Covers(path), path));
        Assert.False(rules.Covers(string.Concat(Enumerable.Repeat("/x", IndexingRules.MaxDepth + 1))));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("")]
    [InlineData("/a/*/b/?")]
    [InlineData("/?/a")]
    [InlineData("/a//b/?")]
    [InlineData("/\"a/?")]
    public void A_malformed_path_is_refused(string path) => Assert.Throws<FormatException>(() => Policy(path, Nothing));

    [Fact]
    public void Names_with_special_characters_are_quoted_and_read_back()
    {
        string[] names = ["plain", "a b", "a/b", "\"", "\\", "\"\\/", "*", "?", Nothing, "'", "[x]", "äöü"];

        Assert.Equal(names, IndexPath.Split(IndexPath.Of(names)).Select(segment => segment.Name));
        Assert.All(IndexPath.Split(IndexPath.Of(names)), segment => Assert.False(segment.IsElements));
        Assert.True(IndexPath.Split("/a/[]").Last().IsElements);
        Assert.False(IndexPath.Split("/a/\"[]\"").Last().IsElements);
        Assert.Equal("a b", Assert.Single(IndexPath.Split("/'a b'")).Name);
    }

    [Fact]
    public void Documents_without_bounds_are_walked()
    {
        var deep = $"{{\"a\":{new string('[', 100_000)}{new string(']', 100_000)}}}";
        var wide = $"{{{string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"\"p{i}\":{i}"))}}}";
        var list = $"{{\"a\":[{string.Join(',', Enumerable.Range(0, 50_000).Select(i => i % 1000))}]}}";
        var name = $"{{\"{new string('n', 10_000)}\":1}}";

        Assert.Equal(IndexingRules.MaxDepth, IndexTerms.Of(Encoding.UTF8.GetBytes(deep), IndexingRules.Default).Count);
        Assert.Equal(50_000, IndexTerms.Of(Encoding.UTF8.GetBytes(wide), IndexingRules.Default).Count);
        Assert.Equal(1001, IndexTerms.Of(Encoding.UTF8.GetBytes(list), IndexingRules.Default).Count);
        Assert.Single(IndexTerms.Of(Encoding.UTF8.GetBytes(name), IndexingRules.Default));
    }

    [Fact]
    public void A_name_is_one_path_however_it_is_escaped_and_no_text_is_no_path()
    {
        Assert.Equal("/é/f=1", Describe("""{"\u00e9":{"\u0066":1}}""", Policy("/é/f/?", Nothing)).Replace("/_ts=5 ", Nothing, StringComparison.Ordinal));
        Assert.Equal("/a=1", Describe("""{"\ud800":{"b":2},"a":1}""", IndexingRules.Default));
    }

    private static IndexingRules Policy(string included, string excluded)
    {
        static object[] List(string paths) => [.. paths.Split(" | ").Where(path => path != Nothing).Select(path => new { path })];
        return IndexingRules.Parse(JsonSerializer.SerializeToElement(new { includedPaths = List(included), excludedPaths = List(excluded) }));
    }

    private static string Describe(string document, IndexingRules rules) => string.Join(' ', IndexTerms
        .Of(Encoding.UTF8.GetBytes(document), rules)
        .Select(term => $"{term.Path}={Text(term.Key)}"));

    private static string Text(byte[] key) => IndexKey.KindOf(key) switch
    {
        KeyKind.Null => "null",
        KeyKind.Boolean => key[1] == 0 ? "false" : "true",
        KeyKind.Number => $"{Enumerable.Range(0, 10).First(n => IndexKey.Encode(n).AsSpan().SequenceEqual(key))}",
        KeyKind.String => $"\"{Encoding.UTF8.GetString(key.AsSpan(1))}\"",
        KeyKind.Array => "[]",
        _ => "{}",
    };
}
