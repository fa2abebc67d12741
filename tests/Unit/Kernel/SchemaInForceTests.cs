using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Kernel;

/// <summary>The schema with which clients write and see, beside the one of what is stored.</summary>
[Trait("Requirement", "S84")]
public sealed class SchemaInForceTests
{
    private static readonly string[] All = ["online", "fees"];
    private static readonly RecordSchema Schema = RecordSchema.Of<Course>();

    private static readonly Gen<JsonObject> Documents =
        from title in Gen.Elements<JsonNode?>("Welding", 7, null)
        from rest in Gen.SubListOf<(string Name, Func<JsonNode?> Value)>(
            ("seats", () => 3), ("joinAt", () => "https://x.example"), ("fee", () => "12.50"), ("fee", () => 12.5), ("paidBy", () => new JsonArray("card")), ("joinAt", () => null), ("nick", () => "x"))
        select Document(title, rest);

    [Fact]
    public void What_is_accepted_while_a_feature_is_off_is_accepted_while_it_is_on_and_no_more_is_shown()
    {
        var accepted = 0;
        Prop.ForAll(Documents.ToArbitrary(), Gen.SubListOf(All).ToArbitrary(), Gen.SubListOf(All).ToArbitrary(), (document, some, more) =>
        {
            var (off, on) = (Schema.InForce(some.ToHashSet()), Schema.InForce(some.Concat(more).ToHashSet()));
            var isAccepted = off.Check(document).Count == 0;
            if (isAccepted && off.LeftOut.Count > 0) accepted++;
            return (!isAccepted || on.Check(document).Count == 0)
                && Names(off.Narrow(document)).IsSubsetOf(Names(on.Narrow(document)))
                && Names(on.Narrow(document)).IsSubsetOf(Names(document))
                && on.Narrow(document).All(one => JsonNode.DeepEquals(one.Value, document[one.Key]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
        Assert.True(accepted > 0, "Nothing was accepted while a feature was off.");
    }

    [Fact]
    public void A_field_of_a_feature_that_is_off_is_refused_like_one_that_nobody_declared()
    {
        var document = new JsonObject { ["title"] = "Welding", ["joinAt"] = "https://x.example", ["nick"] = "x" };
        Assert.Equal(["/joinAt is not declared", "/nick is not declared"], Schema.InForce(new HashSet<string> { "fees" }).Check(document).Select(one => $"{one.Pointer} {one.Reason}"));
        Assert.Equal(["/nick"], Schema.InForce(new HashSet<string> { "online" }).Check(document).Select(one => one.Pointer));
    }

    [Fact]
    public void With_all_features_it_is_the_schema_itself_and_each_other_is_made_once()
    {
        Assert.Same(Schema, Schema.InForce(All.ToHashSet()));
        Assert.Same(RecordSchema.Of<Learner>(), RecordSchema.Of<Learner>().InForce(new HashSet<string>()));
        Assert.Same(Schema.InForce(new HashSet<string>()), Schema.InForce(new HashSet<string> { "music" }));
        Assert.Equal(["title", "seats"], Schema.InForce(new HashSet<string>()).Fields.Select(field => field.Name));
    }

    [Fact]
    public void What_names_no_field_of_a_feature_is_known()
    {
        Assert.True(Schema.NamesFeatures(new JsonObject { ["joinAt"] = null }));
        Assert.False(Schema.NamesFeatures(new JsonObject { ["title"] = "Welding" }));
        Assert.False(RecordSchema.Of<Learner>().NamesFeatures(Learner.Document()));
    }

    private static HashSet<string> Names(JsonObject document) => [.. document.Select(one => one.Key)];

    private static JsonObject Document(JsonNode? title, IEnumerable<(string Name, Func<JsonNode?> Value)> rest)
    {
        var document = new JsonObject { ["title"] = title?.DeepClone() };
        foreach (var (name, value) in rest) document[name] = value();
        return document;
    }
}
