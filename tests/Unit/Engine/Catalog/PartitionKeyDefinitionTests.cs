using System.Text.Json;
using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.Unit.Engine.Catalog;

public sealed class PartitionKeyDefinitionTests
{
    private static readonly PartitionKeyDefinition s_key =
        new(PartitionKeyKind.MultiHash, ["/a/b", "/\"c d\"", "/id"], [["a", "b"], ["c d"], ["id"]]);

    [Fact]
    public void A_key_is_found_in_nested_and_quoted_properties() =>
        Assert.Equal([Value.Of("x"), Value.Of(1.5), Value.Of("i")], Extract("""{"id":"i","c d":1.5,"a":{"b":"x"}}"""));

    [Fact]
    public void Null_is_a_value_and_missing_is_none() =>
        Assert.Equal([Value.Null, Value.Undefined, Value.Of("i")], Extract("""{"id":"i","a":{"b":null}}"""));

    [Theory]
    [InlineData("""{"id":"i","a":[1]}""")]
    [InlineData("""{"id":"i","a":7}""")]
    [InlineData("""{"id":"i"}""")]
    public void A_path_through_what_is_no_object_leads_to_nothing(string document) => Assert.Equal(Value.Undefined, Extract(document)[0]);

    [Theory]
    [InlineData("""{"id":"i","a":{"b":{}}}""")]
    [InlineData("""{"id":"i","a":{"b":[]}}""")]
    public void An_object_or_array_is_no_key(string document) =>
        Assert.Equal((400, 1001), Assert.Throws<RequestException>(() => Extract(document)) is var e ? (e.Status, e.SubStatus) : default);

    private static Value[] Extract(string document) => s_key.Extract(JsonDocument.Parse(document).RootElement);
}
