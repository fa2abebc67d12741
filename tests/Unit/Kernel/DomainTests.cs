using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Kernel;

public sealed class DomainTests
{
    [Fact]
    public void A_whole_declaration_is_valid() => Declared().Validate();

    [Fact]
    [Trait("Requirement", "S67")]
    public void A_sealed_field_cannot_be_queried() =>
        Assert.Contains("a query uses 'name', which cannot be queried", Problems(new QueryPattern("by name", "name")));

    [Fact]
    public void Only_documents_of_read_models_are_found_by_how_a_field_begins()
    {
        var domain = new Domain<Listed, Learner>("listed", "listed") { Owner = "tests", Erasure = Erasure.Delete, Events = [EventType.Of<Learner>("learner-came")], Evolve = (_, _) => new Listed() };
        Assert.Equal(["'name' is found by how it begins, which only documents of read models are"], Assert.Throws<DeclarationException>(domain.Validate).Problems);
    }

    [Fact]
    [Trait("Requirement", "S57")]
    public void What_erasure_does_must_fit_the_fields()
    {
        var refused = Assert.Throws<DeclarationException>(Declared(Erasure.NotPersonal).Validate);
        Assert.Equal(["what erasure does contradicts its fields"], refused.Problems);
    }

    private static IReadOnlyList<string> Problems(QueryPattern query) =>
        Assert.Throws<DeclarationException>(Declared(queries: query).Validate).Problems;

    private static Domain<Learner, Learner> Declared(Erasure? erasure = null, params QueryPattern[] queries) => new("learners", "learner")
    {
        Owner = "learner-records",
        Erasure = erasure ?? Erasure.Delete,
        Retention = Retention.Years(2, after: "standing", becomes: "new", "so long it can be contested"),
        Events = [EventType.Of<Learner>("learner-came")],
        Queries = queries,
        Evolve = (_, came) => came,
    };

    private sealed record Listed
    {
        [Field("What somebody is called", Purpose.Administration, Personal.Identity, MaxLength = 40, IsPrefixIndexed = true)]
        public string? Name { get; init; }
    }
}
