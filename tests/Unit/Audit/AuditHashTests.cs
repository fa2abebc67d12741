using System.Text;
using System.Text.Json.Nodes;
using Serverless.Cloud.Audit;

namespace Serverless.Unit.Audit;

/// <summary>The hash is of what an entry says, in whatever spelling the store gives it back.</summary>
public sealed class AuditHashTests
{
    [Fact]
    public void It_is_the_same_for_ever()
    {
        var entry = JsonNode.Parse("""{"id":"000000000001","sequence":1,"records":[{"type":"person","ids":["a"],"count":1}],"previous":"00"}""")!.AsObject();
        Assert.Equal("""{"id":"000000000001","previous":"00","records":[{"count":1,"ids":["a"],"type":"person"}],"sequence":1}""", Encoding.UTF8.GetString(AuditHash.Canonical(entry)));
        Assert.Equal("bec1b135b0530eb55580cde26c6ee868343e51c45da0ad57d8eb7fb21f01c6bf", AuditHash.Of(entry));
    }

    [Theory]
    [InlineData("""{ "b": ["x", {"d": 1, "c": null}], "a": "\u00fc/" }""")]
    [InlineData("""{"a":"ü\/","b":["x",{"c":null,"d":1}]}""")]
    [InlineData("""{"a":"ü/","b":["x",{"c":null,"d":1}],"hash":"its own","_ts":5,"_etag":"x"}""")]
    public void Order_blanks_escapes_its_own_hash_and_what_the_store_adds_do_not_count(string spelled) =>
        Assert.Equal("""{"a":"ü/","b":["x",{"c":null,"d":1}]}""", Encoding.UTF8.GetString(AuditHash.Canonical(JsonNode.Parse(spelled)!.AsObject())));

    [Theory]
    [InlineData("""{"a":["x"]}""", """{"a":["x","y"]}""")]
    [InlineData("""{"a":["x","y"]}""", """{"a":["y","x"]}""")]
    [InlineData("""{"a":{"_x":1}}""", """{"a":{"_x":2}}""")]
    [InlineData("""{"a":"1"}""", """{"a":1}""")]
    [InlineData("""{"a":null}""", "{}")]
    public void Everything_else_does(string one, string other) =>
        Assert.NotEqual(AuditHash.Of(JsonNode.Parse(one)!.AsObject()), AuditHash.Of(JsonNode.Parse(other)!.AsObject()));
}
