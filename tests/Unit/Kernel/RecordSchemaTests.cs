using System.Text.Json.Nodes;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Unit.Kernel;

public sealed class RecordSchemaTests
{
    [Fact]
    [Trait("Requirement", "S89")]
    public void What_the_record_writes_is_what_its_schema_allows() =>
        Assert.Empty(RecordSchema.Of<Learner>().Check(Learner.Document()));

    [Theory]
    [Trait("Requirement", "S86")]
    [Trait("Requirement", "S65")]
    [InlineData("/nick", "\"x\"", "/nick", "is not declared")]
    [InlineData("/home/planet", "\"x\"", "/home/planet", "is not declared")]
    [InlineData("/name", "null", "/name", "is missing")]
    [InlineData("/name", "12", "/name", "is not a text")]
    [InlineData("/name", "\"0123456789012345678901234567890123456789+\"", "/name", "is longer than 40 characters")]
    [InlineData("/home/country", "\"DEU\"", "/home/country", "is longer than 2 characters")]
    [InlineData("/standing", "\"expelled\"", "/standing", "is not one of new, inGoodOrder")]
    [InlineData("/standing", "1", "/standing", "is not a text")]
    [InlineData("/points", "\"7\"", "/points", "is not a whole number of 32 bits")]
    [InlineData("/points", "7.5", "/points", "is not a whole number of 32 bits")]
    [InlineData("/points", "3000000000", "/points", "is not a whole number of 32 bits")]
    [InlineData("/fee", "12.5", "/fee", "is not a decimal number in a text")]
    [InlineData("/fee", "\"1e5\"", "/fee", "is not a decimal number in a text")]
    [InlineData("/since", "\"2026-01-02T03:04:05\"", "/since", "is not a time with offset (RFC 3339)")]
    [InlineData("/born", "\"2026-02-30\"", "/born", "is not a date (yyyy-MM-dd)")]
    [InlineData("/home", "[]", "/home", "is not an object")]
    [InlineData("/remarks", "{}", "/remarks", "is not a list")]
    [InlineData("/remarks", """["1","2","3","4","5","6"]""", "/remarks", "has more than 5 items")]
    [InlineData("/remarks", """["1",null]""", "/remarks/1", "is missing")]
    [InlineData("/former", """[{"street":"s"}]""", "/former/0/country", "is missing")]
    public void A_violation_is_refused_and_named(string pointer, string value, string at, string reason)
    {
        var document = Learner.Document();
        var path = pointer.Split('/')[1..];
        var holder = path.Length == 1 ? document : document[path[0]]!.AsObject();
        holder[path[^1]] = JsonNode.Parse(value);
        Assert.Equal([new Violation(at, reason)], RecordSchema.Of<Learner>().Check(document));
    }

    [Fact]
    public void Every_violation_is_named_at_once() =>
        Assert.Equal(["/oops", "/name", "/standing", "/points"], RecordSchema.Of<Learner>().Check(new JsonObject { ["oops"] = 1, ["former"] = new JsonArray(), ["remarks"] = new JsonArray() }).Select(v => v.Pointer));

    [Fact]
    [Trait("Requirement", "S80")]
    public void Money_and_times_survive_exactly()
    {
        var document = Learner.Document();
        Assert.Equal("12.50", document["fee"]!.GetValue<string>());
        Assert.Equal("2026-01-02T01:04:05.0000000Z", document["since"]!.GetValue<string>());
        Assert.Equal(Learner.Full().Since, DocumentJson.Read<Learner>(document).Since);
    }

    [Fact]
    [Trait("Requirement", "S128")]
    [Trait("Requirement", "S47")]
    [Trait("Requirement", "S89")]
    public void A_property_that_is_not_wholly_declared_is_refused_by_name()
    {
        var refused = Assert.Throws<DeclarationException>(RecordSchema.Of<Careless>);
        Assert.Equal(
            [
                "Careless.Silent has no [Field]",
                "Careless.Pointless has no purpose",
                "Careless.Endless is a text without MaxLength",
                "Careless.Unbounded is a list without MaxItems",
                "Careless.Float has the type Double, which no document holds",
                "Careless.Free has the type Object, which no document holds",
                "Careless.Born is personal and so must be nullable",
                "Careless.Open has a blind index, which only a personal text of the record itself can have",
                "Careless.Begun has a blind index, which only a personal text of the record itself can have",
                "Careless.Inner contains its own type, and so has no largest size",
            ],
            refused.Problems);
    }

    private sealed record Careless
    {
        public string? Silent { get; init; }

        [Field("m", Purpose.None)]
        public int Pointless { get; init; }

        [Field("m", Purpose.Security)]
        public string? Endless { get; init; }

        [Field("m", Purpose.Security)]
        public IReadOnlyList<int> Unbounded { get; init; } = [];

        [Field("m", Purpose.Security)]
        public double Float { get; init; }

        [Field("m", Purpose.Security)]
        public object? Free { get; init; }

        [Field("m", Purpose.Security, Personal.Identity)]
        public DateOnly Born { get; init; }

        [Field("m", Purpose.Security, MaxLength = 3, IsBlindIndexed = true)]
        public string? Open { get; init; }

        [Field("m", Purpose.Security, Personal.Identity, MaxItems = 3, MaxLength = 3, IsPrefixIndexed = true)]
        public IReadOnlyList<string> Begun { get; init; } = [];

        [Field("m", Purpose.Security)]
        public Careless? Inner { get; init; }
    }
}
