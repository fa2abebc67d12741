using System.Text;
using System.Text.Json.Nodes;
using Serverless.Cloud.Signing;

namespace Serverless.Unit.Signing;

/// <summary>Whoever writes the same document, in whatever order, signs the same bytes.</summary>
public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b": [1, -2, true, null], "a": { "z": "", "A": "x" } }""", """{"a":{"A":"x","z":""},"b":[1,-2,true,null]}""")]
    [InlineData("""{ "t": "\u0041\u00e9\/\"\\\b\f\n\r\t\u0001\u2028" }""", "{\"t\":\"Aé/\\\"\\\\\\b\\f\\n\\r\\t\\u0001\u2028\"}")]
    // As RFC 8785 sorts: by UTF-16 units, so that U+1F600 (D83D DE00) comes before U+FB33.
    [InlineData("""{ "\ufb33": 1, "\ud83d\ude00": 2, "\u20ac": 3, "1": 4, "\r": 5 }""", "{\"\\r\":5,\"1\":4,\"€\":3,\"😀\":2,\"\ufb33\":1}")]
    public void One_text_for_one_meaning(string document, string canonical) =>
        Assert.Equal(canonical, Encoding.UTF8.GetString(CanonicalJson.Write(JsonNode.Parse(document)!)));

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("9007199254740993")]
    [InlineData("-9223372036854775808")]
    public void A_number_that_readers_take_differently_is_refused(string number) =>
        Assert.Throws<ArgumentException>(() => CanonicalJson.Write(JsonNode.Parse($"[{number}]")!));
}
