using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Serverless.Architecture.Persistence;
using Serverless.Cloud.Cosmos;

namespace Serverless.Architecture.Deployment;

/// <summary>Containers are deployed as they are declared.</summary>
public sealed class ContainersTests
{
    private static readonly string[] Written = ["id", "partitionKey", "uniqueKeyPolicy", "indexingPolicy", "defaultTtl"];

    [Fact]
    [Trait("Requirement", "S91")]
    public void The_containers_that_are_deployed_are_those_that_are_declared()
    {
        Assert.NotEmpty(AsBuilt.Containers);
        Generated.Check("bicep/containers.json", new JArray(AsBuilt.Containers.Select(AsSent)).ToString(Formatting.Indented) + "\n");
    }

    [Fact]
    public void A_partition_of_several_paths_is_a_hierarchy()
    {
        Assert.Equal("""{"paths":["/tenantId","/subjectId"],"kind":"MultiHash","version":2}""", AsSent(new("a"))["partitionKey"]!.ToString(Formatting.None));
        Assert.Equal("""{"paths":["/id"],"kind":"Hash","version":2}""", AsSent(new("a") { PartitionKey = ["/id"] })["partitionKey"]!.ToString(Formatting.None));
    }

    [Fact]
    public void What_a_declaration_says_is_sent()
    {
        var sent = AsSent(new("a") { Indexed = ["/b/?"], Composites = [["/b", "/c"]], UniqueKeys = [["/d"]], TimeToLive = 5 });
        Assert.Equal("""{"uniqueKeys":[{"paths":["/d"]}]}""", sent["uniqueKeyPolicy"]!.ToString(Formatting.None));
        Assert.Equal("/b/?", (string)sent["indexingPolicy"]!["includedPaths"]![0]!["path"]!);
        Assert.Equal(["/b", "/c"], sent["indexingPolicy"]!["compositeIndexes"]![0]!.Select(path => (string)path["path"]!));
        Assert.Equal(5, (int)sent["defaultTtl"]!);
        Assert.Null(AsSent(new("a") { TimeToLive = null })["defaultTtl"]);
    }

    /// <summary>As the SDK would create it: the resource manager takes the same form. The service leaves etags out of every index by itself.</summary>
    private static JObject AsSent(ContainerDeclaration declaration)
    {
        var sent = JObject.FromObject(declaration.Properties(), JsonSerializer.Create(new() { NullValueHandling = NullValueHandling.Ignore }));
        var policy = (JObject)sent["indexingPolicy"]!;
        policy["indexingMode"] = ((string)policy["indexingMode"]!).ToLowerInvariant();
        ((JArray)policy["excludedPaths"]!).Add(new JObject { ["path"] = "/\"_etag\"/?" });
        foreach (var empty in sent.Descendants().OfType<JProperty>().Where(property => property.Value is JArray { Count: 0 } && property.Name != "includedPaths").ToList()) empty.Remove();
        return new(Written.Select(sent.Property).Where(property => property is { Value: not JObject { HasValues: false } }));
    }
}
