using System.Diagnostics;
using Serverless.LocalCosmos.Sql.Evaluation;

namespace Serverless.Unit.Sql.Evaluation;

public sealed class LikeTests
{
    [Theory]
    [InlineData("abc", "abc", true)]
    [InlineData("abc", "ABC", false)]
    [InlineData("abc", "a%", true)]
    [InlineData("abc", "%c", true)]
    [InlineData("abc", "%b%", true)]
    [InlineData("abc", "%", true)]
    [InlineData("", "%", true)]
    [InlineData("", "", true)]
    [InlineData("", "_", false)]
    [InlineData("abc", "a_c", true)]
    [InlineData("ac", "a_c", false)]
    [InlineData("abcabd", "%ab_", true)]
    [InlineData("mississippi", "m%iss%ip%i", true)]
    [InlineData("a\nb", "a%b", true)]
    [InlineData("SOuPS", "%SO[t-z]PS%", true)]
    [InlineData("SOaPS", "%SO[t-z]PS%", false)]
    [InlineData("SOdPS", "%SO[^abc]PS%", true)]
    [InlineData("SOaPS", "%SO[^abc]PS%", false)]
    [InlineData("20-30%", "20-30[%]", true)]
    [InlineData("20-305", "20-30[%]", false)]
    [InlineData("_n", "[_]n", true)]
    [InlineData("[", "[ [ ]", true)]
    [InlineData("]", "]", true)]
    [InlineData("a-c", "a[-]c", true)]
    [InlineData("^", "[a^]", true)]
    [InlineData("[abc", "[abc", true)]
    [InlineData("a.c", "a.c", true)]
    [InlineData("abc", "a.c", false)]
    public void Matches(string text, string pattern, bool expected) => Assert.Equal(expected, LikePattern.Parse(pattern, null).Matches(text));

    [Theory]
    [InlineData("costs 20% less", "%20^%%", '^', true)]
    [InlineData("costs 200 less", "%20^%%", '^', false)]
    [InlineData("a_c", "a!_c", '!', true)]
    [InlineData("abc", "a!_c", '!', false)]
    [InlineData("a!b", "a!!b", '!', true)]
    public void Escaped_wildcards_are_characters(string text, string pattern, char escape, bool expected) =>
        Assert.Equal(expected, LikePattern.Parse(pattern, escape).Matches(text));

    [Theory]
    [InlineData("c.s LIKE 'a%'", "[\"1\"]")]
    [InlineData("c.s NOT LIKE 'a%'", "[\"2\"]")]
    [InlineData("c.s LIKE c.p", "[\"1\"]")]
    [InlineData("c.s LIKE '%20^%%' ESCAPE '^'", "[]")]
    [InlineData("c.s LIKE 1", "[]")]
    public void Only_strings_are_like_or_unlike_a_pattern(string condition, string expected) => Assert.Equal(
        expected,
        Run.Json($"SELECT VALUE c.id FROM c WHERE {condition}", """[{"id":"1","s":"abc","p":"%b%"},{"id":"2","s":"xyz"},{"id":"3","s":1},{"id":"4"}]"""));

    [Fact]
    public void Many_wildcards_do_not_take_exponential_time()
    {
        var started = Stopwatch.GetTimestamp();
        Assert.False(LikePattern.Parse(string.Concat(Enumerable.Repeat("%a", 50)) + "%b", null).Matches(new string('a', 10_000)));
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }
}
