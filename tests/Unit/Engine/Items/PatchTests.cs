using System.Text;
using Serverless.LocalCosmos.Engine.Items;

namespace Serverless.Unit.Engine.Items;

public sealed class PatchTests
{
    public static TheoryData<string, string, string> Applied => new()
    {
        { """{"a":1}""", """{"op":"add","path":"/b","value":2}""", """{"a":1,"b":2}""" },
        { """{"a":1}""", """{"op":"add","path":"/a","value":2}""", """{"a":2}""" },
        { """{"a":[1,3]}""", """{"op":"add","path":"/a/1","value":2}""", """{"a":[1,2,3]}""" },
        { """{"a":[1]}""", """{"op":"add","path":"/a/1","value":2}""", """{"a":[1,2]}""" },
        { """{"a":[1]}""", """{"op":"add","path":"/a/-","value":2}""", """{"a":[1,2]}""" },
        { """{"a":[1,2]}""", """{"op":"set","path":"/a/1","value":9}""", """{"a":[1,9]}""" },
        { """{"a":[1]}""", """{"op":"set","path":"/a/-","value":9}""", """{"a":[1,9]}""" },
        { """{}""", """{"op":"set","path":"/a","value":null}""", """{"a":null}""" },
        { """{"a":{"b":1}}""", """{"op":"set","path":"/a/b","value":{"c":[]}}""", """{"a":{"b":{"c":[]}}}""" },
        { """{"a":1}""", """{"op":"replace","path":"/a","value":"x"}""", """{"a":"x"}""" },
        { """{"a":1,"b":2}""", """{"op":"remove","path":"/a"}""", """{"b":2}""" },
        { """{"a":[1,2,3]}""", """{"op":"remove","path":"/a/1"}""", """{"a":[1,3]}""" },
        { """{"n":1}""", """{"op":"incr","path":"/n","value":2}""", """{"n":3}""" },
        { """{}""", """{"op":"incr","path":"/n","value":2}""", """{"n":2}""" },
        { """{"n":1}""", """{"op":"incr","path":"/n","value":0.5}""", """{"n":1.5}""" },
        { """{"n":9007199254740993}""", """{"op":"incr","path":"/n","value":1}""", """{"n":9007199254740994}""" },
        { """{"x":1}""", """{"op":"move","from":"/x","path":"/y"}""", """{"y":1}""" },
        { """{"x":{"y":1},"z":{}}""", """{"op":"move","from":"/x/y","path":"/z/y"}""", """{"x":{},"z":{"y":1}}""" },
        { """{"a/b":{"~":1}}""", """{"op":"set","path":"/a~1b/~0","value":2}""", """{"a/b":{"~":2}}""" },
        { """{ "a" : 1 , "b" : [ 1 , 2 ] }""", """{"op":"remove","path":"/b/0"}""", """{ "a" : 1 , "b" : [ 2 ] }""" },
        { """{ "a" : 1 , "b" : { } }""", """{"op":"add","path":"/b/c","value": [ 1 ] }""", """{ "a" : 1 , "b" : {"c":[ 1 ] } }""" },
        { """{"a":"\u00e9","n":1e2}""", """{"op":"incr","path":"/n","value":-1}""", """{"a":"\u00e9","n":99}""" },
        { """{"n":1.0,"big":12345678901234567890}""", """{"op":"set","path":"/z","value":"é"}""", """{"n":1.0,"big":12345678901234567890,"z":"é"}""" },
    };

    public static TheoryData<string, string> Refused => new()
    {
        { """{"a":1}""", """{"op":"replace","path":"/b","value":1}""" },
        { """{"a":1}""", """{"op":"remove","path":"/b"}""" },
        { """{"a":1}""", """{"op":"add","path":"/b/c","value":1}""" },
        { """{"a":1}""", """{"op":"set","path":"/a/b","value":1}""" },
        { """{"a":null}""", """{"op":"set","path":"/a/b","value":1}""" },
        { """{"a":[1]}""", """{"op":"add","path":"/a/2","value":1}""" },
        { """{"a":[1]}""", """{"op":"set","path":"/a/1","value":1}""" },
        { """{"a":[1]}""", """{"op":"set","path":"/a/x","value":1}""" },
        { """{"a":[1]}""", """{"op":"replace","path":"/a/-","value":1}""" },
        { """{"a":"x"}""", """{"op":"incr","path":"/a","value":1}""" },
        { """{"a":1}""", """{"op":"incr","path":"/a","value":"1"}""" },
        { """{"a":1e308}""", """{"op":"incr","path":"/a","value":1e308}""" },
        { """{"a":1}""", """{"op":"move","from":"/b","path":"/c"}""" },
        { """{"a":{"b":1}}""", """{"op":"move","from":"/a","path":"/a/c"}""" },
        { """{"id":"1"}""", """{"op":"set","path":"/id","value":"2"}""" },
        { """{"a":1}""", """{"op":"move","from":"/a","path":"/id"}""" },
    };

    [Theory]
    [MemberData(nameof(Applied))]
    public void An_operation_changes_what_it_names_and_nothing_else(string document, string operation, string expected) =>
        Assert.Equal(expected, Apply(document, operation, out var refusal) + refusal);

    [Theory]
    [MemberData(nameof(Refused))]
    public void An_operation_that_makes_no_sense_is_refused_with_the_path(string document, string operation)
    {
        Apply(document, operation, out var refusal);
        Assert.Contains("'", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Increments_add_up_within_one_patch()
    {
        const string steps = """{"op":"incr","path":"/n","value":2},{"op":"incr","path":"/n","value":0.5}""";
        Assert.Equal("""{"n":3.5}""", Apply("""{"n":1}""", steps, out _));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"operations":[]}""")]
    [InlineData("""{"operations":[{"op":"jump","path":"/a"}]}""")]
    [InlineData("""{"operations":[{"op":"set","path":"a","value":1}]}""")]
    [InlineData("""{"operations":[{"op":"set","path":"/a"}]}""")]
    [InlineData("""{"operations":[{"op":"move","path":"/a"}]}""")]
    [InlineData("""{"operations":[7]}""")]
    [InlineData("""{"condition":7,"operations":[{"op":"remove","path":"/a"}]}""")]
    public void A_body_of_another_shape_is_refused_with_a_reason(string body)
    {
        Assert.Null(PatchDocument.Parse(Encoding.UTF8.GetBytes(body), out var error));
        Assert.False(string.IsNullOrEmpty(error));
    }

    [Fact]
    public void Eleven_operations_are_one_too_many()
    {
        var steps = string.Join(',', Enumerable.Repeat("""{"op":"incr","path":"/n","value":1}""", 11));
        Assert.Null(PatchDocument.Parse(Encoding.UTF8.GetBytes($$"""{"operations":[{{steps}}]}"""), out var error));
        Assert.Contains("10", error, StringComparison.Ordinal);
    }

    private static string? Apply(string document, string operations, out string? refusal)
    {
        var patch = PatchDocument.Parse(Encoding.UTF8.GetBytes($$"""{"operations":[{{operations}}]}"""), out var error);
        Assert.Null(error);
        return new Patch(Encoding.UTF8.GetBytes(document), path => path is ["id"]).Apply(patch!, out refusal) is { } patched
            ? Encoding.UTF8.GetString(patched.Span)
            : null;
    }
}
