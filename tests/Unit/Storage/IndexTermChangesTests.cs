using System.Text;
using Serverless.LocalCosmos.Storage;

namespace Serverless.Unit.Storage;

public sealed class IndexTermChangesTests
{
    private static readonly string[] Documents =
    [
        "{}",
        """{"a":1}""",
        """{"a":1,"b":[1,2],"c":{"d":1}}""",
        """{"a":2,"b":[1,2],"c":{"d":1}}""",
        """{"a":1,"b":[2,3],"c":{"d":1,"e":null}}""",
        """{"b":[1,2],"a":1,"c":{"d":1}}""",
        """{"a":1,"b":7,"c":"x"}""",
        """{"a":1,"a":1,"c":{"d":1}}""",
        """{"a":1,"a":2,"c":{"d":1}}""",
        """{"a":2,"a":1,"c":{"d":1}}""",
        """{"\u0061":1,"b":[1,2],"c":{"d":1}}""",
        """{"a":1,"\u0061":3,"c":{"d":1}}""",
        """{ "a" : 1 , "b" : [ 1 , 2 ] , "c" : { "d" : 1 } }""",
        """{"a":1.0,"b":[1,2],"c":{"d":1},"_etag":"1","_ts":5}""",
        """{"a":1,"b":[1,2],"c":{"d":1},"_etag":"2","_ts":6}""",
        $"{{{string.Join(',', Enumerable.Range(0, 70).Select(i => $"\"p{i}\":{i}"))}}}",
        $"{{{string.Join(',', Enumerable.Range(0, 70).Select(i => $"\"p{i}\":{i / 2}"))}}}",
    ];

    [Fact]
    public void Between_any_two_versions_they_lead_from_the_terms_of_one_to_those_of_the_other()
    {
        foreach (var rules in (IndexingRules[])[IndexingRules.Default, IndexingRules.Only("/a", "/c/d")])
        {
            foreach (var before in Documents)
            {
                foreach (var after in Documents) AssertLead(before, after, rules);
            }
        }
    }

    private static void AssertLead(string before, string after, IndexingRules rules)
    {
        var (gone, added) = IndexTermChanges.Between(Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after), rules);

        var (old, current) = (Terms(before, rules), Terms(after, rules));
        Assert.Equal(old.Except(current), gone.Select(Text));
        Assert.Equal(current.Except(old), added.Select(Text));
    }

    private static string[] Terms(string document, IndexingRules rules) =>
        [.. IndexTerms.Of(Encoding.UTF8.GetBytes(document), rules).Select(Text)];

    private static string Text(IndexTerm term) => $"{term.Path}={Convert.ToHexString(term.Key)}";
}
