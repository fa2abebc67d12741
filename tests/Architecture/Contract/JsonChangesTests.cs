using System.Text.Json.Nodes;

namespace Serverless.Architecture.Contract;

public sealed class JsonChangesTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", "")]
    [InlineData("""{"a":1}""", """{"b":1}""", "removed /a|added   /b")]
    [InlineData("""{"a":{"b/c":1}}""", """{"a":{"b/c":2}}""", "changed /a/b~1c: 1 -> 2")]
    [InlineData("""{"a":null}""", """{"a":2}""", "changed /a: null -> 2")]
    [InlineData("""[{"a":1},{"b":1}]""", """[{"a":1},{"b":2}]""", "changed /1/b: 1 -> 2")]
    [InlineData("""[{"name":"x"},{"name":"y","a":1}]""", """[{"name":"y","a":2},{"name":"z"}]""", "removed /x|changed /y/a: 1 -> 2|added   /z")]
    [InlineData("""["x"]""", """["x","y"]""", """changed : ["x"] -> ["x","y"]""")]
    public void Each_difference_is_named_by_where_it_is(string before, string after, string changes) =>
        Assert.Equal(changes, string.Join('|', JsonChanges.Between(JsonNode.Parse(before), JsonNode.Parse(after))));
}
