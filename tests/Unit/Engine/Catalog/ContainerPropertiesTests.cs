using System.Text;
using System.Text.Json.Nodes;
using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Engine.Catalog;

namespace Serverless.Unit.Engine.Catalog;

public sealed class ContainerPropertiesTests
{
    private static readonly ContainerIdentity s_identity = new([1, 2, 3, 4, 0x80, 0, 0, 1], "d", "AQIDBA==", "\"tag\"", 7);

    [Fact]
    public void Everything_sent_is_kept_and_the_server_adds_its_own()
    {
        var json = Define("""
            {"id":"c","partitionKey":{"paths":["/a/b","/\"c d\""],"kind":"MultiHash"},"defaultTtl":-1,"analyticalStorageTtl":5,
             "computedProperties":[{"name":"low","query":"SELECT VALUE LOWER(c.x) FROM c"}],
             "vectorEmbeddingPolicy":{"vectorEmbeddings":[{"path":"/v","dataType":"float32","dimensions":3,"distanceFunction":"cosine"}]},
             "fullTextPolicy":{"defaultLanguage":"en-US"},"changeFeedPolicy":{"retentionDuration":10},"own":{"x":[1.0,9007199254740993]},
             "_rid":"stale","_ts":0,"_etag":null}
            """).Json;
        var properties = (JsonObject)JsonNode.Parse(json.Span)!;
        Assert.Equal("MultiHash", (string)properties["partitionKey"]!["kind"]!);
        Assert.Equal(2, (int)properties["partitionKey"]!["version"]!);
        Assert.Equal(-1, (int)properties["defaultTtl"]!);
        Assert.Equal(10, (int)properties["changeFeedPolicy"]!["retentionDuration"]!);
        Assert.Equal("cosine", (string)properties["vectorEmbeddingPolicy"]!["vectorEmbeddings"]![0]!["distanceFunction"]!);
        Assert.Contains("[1.0,9007199254740993]", Encoding.UTF8.GetString(json.Span), StringComparison.Ordinal);
        Assert.Equal("consistent", (string)properties["indexingPolicy"]!["indexingMode"]!);
        Assert.Equal(("AQIDBIAAAAE=", "\"tag\"", 7), ((string)properties["_rid"]!, (string)properties["_etag"]!, (int)properties["_ts"]!));
        Assert.Equal("dbs/AQIDBA==/colls/AQIDBIAAAAE=/", (string)properties["_self"]!);
    }

    [Fact]
    public void The_shapes_that_the_sdk_writes_are_understood()
    {
        var definition = Define("""
            {"id":"c","partitionKey":{"paths":["/pk"],"kind":"Hash"},"defaultTtl":null,"uniqueKeyPolicy":{"uniqueKeys":[{"paths":["/a","/b/c"]}]},
             "indexingPolicy":{"automatic":true,"indexingMode":"Consistent","includedPaths":[{"path":"/*","indexes":[]}],"excludedPaths":[{"path":"/x/?"}],
             "compositeIndexes":[[{"path":"/a","order":"ascending"},{"path":"/b","order":"descending"}]],"spatialIndexes":[]}}
            """);
        Assert.Null(definition.DefaultTtl);
        Assert.Equal(["a", "b|c"], definition.UniqueKeys.Single().Paths.Select(p => string.Join('|', p)));
        Assert.DoesNotContain("defaultTtl", Encoding.UTF8.GetString(definition.Json.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "id")]
    [InlineData("""{"id":7}""", "id")]
    [InlineData("""{"id":"","partitionKey":{"paths":["/a"]}}""", "id")]
    [InlineData("""{"id":"a/b","partitionKey":{"paths":["/a"]}}""", "id")]
    [InlineData("""{"id":"a\\b","partitionKey":{"paths":["/a"]}}""", "id")]
    [InlineData("""{"id":"a?b","partitionKey":{"paths":["/a"]}}""", "id")]
    [InlineData("""{"id":"a#b","partitionKey":{"paths":["/a"]}}""", "id")]
    [InlineData("""{"id":"a ","partitionKey":{"paths":["/a"]}}""", "space")]
    [InlineData("""{"id":"c"}""", "partitionKey")]
    [InlineData("""{"id":"c","partitionKey":{"paths":[]}}""", "partitionKey")]
    [InlineData("""{"id":"c","partitionKey":{"paths":"/a"}}""", "partitionKey")]
    [InlineData("""{"id":"c","partitionKey":{"paths":[7]}}""", "strings")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["a"]}}""", "path")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a/*"]}}""", "name a property")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a","/b"],"kind":"Hash"}}""", "exactly one")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a","/b","/c","/d"],"kind":"MultiHash"}}""", "at most 3")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a","/\"a\""],"kind":"MultiHash"}}""", "differ")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a"],"kind":"Range"}}""", "kind")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a"]},"defaultTtl":0}""", "defaultTtl")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a"]},"defaultTtl":-2}""", "defaultTtl")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a"]},"defaultTtl":"10"}""", "defaultTtl")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a"]},"defaultTtl":1.5}""", "defaultTtl")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a"]},"uniqueKeyPolicy":{"uniqueKeys":[{"paths":[]}]}}""", "unique key")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a"]},"uniqueKeyPolicy":{"uniqueKeys":7}}""", "uniqueKeys")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a"]},"uniqueKeyPolicy":[]}""", "uniqueKeyPolicy")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a"]},"indexingPolicy":"all"}""", "indexingPolicy")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a"]},"indexingPolicy":{"indexingMode":"sometimes"}}""", "indexingMode")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a"]},"indexingPolicy":{"includedPaths":[{"path":"/a/?"}]}}""", "mandatory indexing path")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a"]},"indexingPolicy":{"includedPaths":[{"path":"/*"}],"excludedPaths":[{"path":"/*"}]}}""", "both")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a"]},"indexingPolicy":{"includedPaths":[{"path":"a"},{"path":"/*"}]}}""", "path")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a"]},"indexingPolicy":{"includedPaths":[7]}}""", "includedPaths")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a"]},"indexingPolicy":{"indexingMode":"none","includedPaths":[{"path":"/*"}]}}""", "none")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a"]},"indexingPolicy":{"compositeIndexes":[[{"path":"/a"}]]}}""", "composite")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a"]},"computedProperties":{}}""", "computedProperties")]
    [InlineData("""{"id":"c","partitionKey":{"paths":["/a"]},"conflictResolutionPolicy":7}""", "conflictResolutionPolicy")]
    [InlineData("""{"id":"c","id":"d","partitionKey":{"paths":["/a"]}}""", "JSON")]
    [InlineData("""{"id":"\ud800","partitionKey":{"paths":["/a"]}}""", "id")]
    [InlineData("[]", "object")]
    [InlineData("{", "JSON")]
    public void Properties_that_make_no_sense_are_refused_by_name(string json, string named)
    {
        var refused = Assert.Throws<RequestException>(() => Define(json));
        Assert.Equal(400, refused.Status);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_has_two_hundred_and_fifty_five_characters_at_most()
    {
        Assert.Equal(255, Define(Named(new string('x', 255))).Id.Length);
        Assert.Throws<RequestException>(() => Define(Named(new string('x', 256))));
    }

    private static string Named(string id) => $$$"""{"id":"{{{id}}}","partitionKey":{"paths":["/a"]}}""";

    private static ContainerDefinition Define(string json) =>
        ContainerProperties.Define(ResourceJson.Parse(Encoding.UTF8.GetBytes(json)), s_identity);
}
