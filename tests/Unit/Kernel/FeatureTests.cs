using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Features;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Kernel;

/// <summary>What a domain says of its features is whole, or the app does not start.</summary>
[Trait("Requirement", "S84")]
public sealed class FeatureTests
{
    private static readonly Feature Online = new("online", "People can join from elsewhere");
    private static readonly Feature Fees = new("fees", "Courses may cost something");

    [Fact]
    public void A_whole_declaration_is_valid() => Declared("courses", Online, Fees).Validate();

    [Fact]
    public void A_feature_that_fields_belong_to_is_declared() => Assert.Equal(
        ["'fee' belongs to the feature 'fees', which is not declared", "'paidBy' belongs to the feature 'fees', which is not declared"],
        Problems(Declared("courses", Online)));

    [Fact]
    public void A_feature_has_a_field() => Assert.Equal(["the feature 'music' has no field"], Problems(Declared("courses", Online, Fees, new Feature("music", "It is loud"))));

    [Fact]
    public void A_feature_is_declared_once_and_says_what_it_does() => Assert.Equal(
        ["the feature 'online' is declared twice", "the feature 'fees' does not say what is different while it is on"],
        Problems(Declared("courses", Online, Online, Fees with { Meaning = " " })));

    [Fact]
    public void Its_name_is_lower_case_with_hyphens()
    {
        var domain = new Domain<Shouting, CourseOpened>("shouts", "shout") { Owner = "tests", Erasure = Erasure.NotPersonal, Events = [EventType.Of<CourseOpened>("course-opened")], Evolve = (_, _) => new Shouting(), Features = [new Feature("Loud", "It is")] };
        Assert.Equal(["'Loud' is no name for a feature"], Problems(domain));
    }

    [Fact]
    public void Nothing_follows_from_a_field_that_comes_and_goes()
    {
        var domain = new Domain<Course, CourseOpened>("courses", "course")
        {
            Owner = "tests",
            Erasure = Erasure.NotPersonal,
            Events = [EventType.Of<CourseOpened>("course-opened")],
            Queries = [new QueryPattern("by fee", "title", "fee")],
            Retention = Retention.Years(2, after: "joinAt", becomes: "there", "so long somebody asks"),
            Features = [Online, Fees],
            Evolve = (_, opened) => new Course { Title = opened.Title },
        };
        Assert.Equal(["retention follows 'joinAt', which belongs to a feature", "a query uses 'fee', which belongs to a feature"], Problems(domain));
    }

    [Fact]
    public void Two_domains_have_no_feature_of_the_same_name()
    {
        var services = new ServiceCollection().AddDomain(Declared("courses", Online, Fees));
        var refused = Assert.Throws<DeclarationException>(() => services.AddDomain(Declared("lectures", Online, Fees)));
        Assert.Equal(["two domains declare the feature 'online'", "two domains declare the feature 'fees'"], refused.Problems);
        services.AddDomain(Plain());
    }

    [Fact]
    public void Only_an_optional_field_of_the_record_itself_that_nobody_looks_up_can_belong_to_a_feature()
    {
        Assert.Equal(
            [
                "Wrong.Number belongs to a feature, and so must be nullable and not required",
                "Wrong.Needed belongs to a feature, and so must be nullable and not required",
                "Wrong.Email belongs to a feature, and so cannot be looked up",
                "Inner.Deep belongs to a feature, which only a field of the record itself can",
            ],
            Assert.Throws<DeclarationException>(RecordSchema.Of<Wrong>).Problems);
        Assert.Equal(["Said.Loudly belongs to a feature, which only a field of the record itself can"], Assert.Throws<DeclarationException>(RecordSchema.Of<Said>).Problems);
        Assert.Equal(["Strict.JoinAt belongs to a feature, and so must be nullable and not required"], Assert.Throws<DeclarationException>(RecordSchema.Of<Strict>).Problems);
    }

    [Fact]
    public void What_speaks_of_a_record_has_its_fields_features() => Assert.Equal("online", RecordSchema.Of<CourseOpened>().Find("joinAt")!.Feature);

    /// <summary>What is read from there is the same for all tenants.</summary>
    [Fact]
    public void A_read_model_has_no_field_that_comes_and_goes()
    {
        var projection = new Projection("opened-courses", new ProjectedDocument<CourseOpened>("opened-course", (before, _, _) => before!, Declared("courses", Online, Fees)));
        var refused = Assert.Throws<DeclarationException>(() => new ServiceCollection().AddProjection(projection));
        Assert.Equal(["'joinAt' belongs to a feature, which a read model does not look at"], refused.Problems);
    }

    [Fact]
    public void All_features_are_listed_with_their_domain_and_fields()
    {
        var declared = new DeclaredFeatures([Plain(), Declared("courses", Online, Fees)]);
        Assert.Equal(["fees: fee, paidBy", "online: joinAt"], declared.All.Select(one => $"{one.Feature.Name}: {string.Join(", ", one.Fields)}"));
        Assert.Equal("courses", declared.Find("fees")!.Domain.Container);
        Assert.Null(declared.Find("music"));
    }

    private static IReadOnlyList<string> Problems(Domain domain) => Assert.Throws<DeclarationException>(domain.Validate).Problems;

    private static Domain<Course, CourseOpened> Declared(string container, params Feature[] features) => new(container, "course")
    {
        Owner = "tests",
        Erasure = Erasure.NotPersonal,
        Events = [EventType.Of<CourseOpened>("course-opened")],
        Features = features,
        Evolve = (_, opened) => new Course { Title = opened.Title },
    };

    private static Domain<Learner, Learner> Plain() => new("learners", "learner") { Owner = "tests", Erasure = Erasure.Delete, Events = [EventType.Of<Learner>("learner-came")], Evolve = (_, came) => came };

    private sealed record Shouting
    {
        [Field("What is shouted", Purpose.Communication, MaxLength = 5, Feature = "Loud")]
        public string? What { get; init; }
    }

    private sealed record Wrong
    {
        [Field("A number", Purpose.Administration, Feature = "wrong")]
        public int Number { get; init; }

        [Field("What is needed", Purpose.Administration, MaxLength = 5, Feature = "wrong")]
        public required string? Needed { get; init; }

        [Field("Where we write to", Purpose.Communication, Personal.Contact, MaxLength = 80, IsBlindIndexed = true, Feature = "wrong")]
        public string? Email { get; init; }

        [Field("What is inside", Purpose.Administration)]
        public Inner? Inside { get; init; }
    }

    private sealed record Inner
    {
        [Field("How deep", Purpose.Administration, Feature = "wrong")]
        public int? Deep { get; init; }
    }

    [FieldsOf(typeof(Course))]
    private sealed record Said
    {
        [Field("How it is said", Purpose.Communication, Feature = "online")]
        public bool? Loudly { get; init; }
    }

    [FieldsOf(typeof(Course))]
    private sealed record Strict
    {
        public required string JoinAt { get; init; }
    }
}
