using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;
using Serverless.Unit.Kernel;

namespace Serverless.Unit.Cosmos;

/// <summary>What a container indexes follows from what its domains ask.</summary>
public sealed class DomainContainersTests
{
    private static readonly string[] Always = ["/createdAt/?", "/kind/?", "/subjectId/?", "/tenantId/?"];

    [Fact]
    [Trait("Requirement", "S67")]
    public void A_domain_that_asks_nothing_indexes_what_the_store_itself_asks() =>
        Assert.Equal(["/blind/email/?", .. Always], Assert.Single(DomainContainers.Of([Declared("learner")])).Indexed);

    [Fact]
    [Trait("Requirement", "S67")]
    public void Queries_retention_and_lookups_are_indexed_and_nothing_else()
    {
        var container = Assert.Single(DomainContainers.Of([
            Declared("learner", Retention.Years(2, after: "standing", becomes: "new", "so long it can be contested"), new QueryPattern("by points", "points")),
        ]));
        Assert.Equal(
            [.. new[] { "/blind/email/?", "/changedAt/?", "/data/points/?", "/data/standing/?" }.Concat(Always).Order(StringComparer.Ordinal)],
            container.Indexed);
        Assert.Equal([["/data/standing", "/changedAt", "/id"]], container.Composites);
    }

    [Fact]
    public void Types_of_record_that_share_a_container_share_its_index()
    {
        var container = Assert.Single(DomainContainers.Of([
            Declared("learner", queries: [new("by standing", "standing", "points"), new("same", "standing", "points")]),
            Declared("teacher", queries: [new("by points", "points"), new("by standing", "standing", "points")]),
        ]));
        Assert.Equal([["/data/standing", "/data/points"]], container.Composites);
        Assert.Equal(container.Indexed.Distinct(), container.Indexed);
        container.Validate();
    }

    [Fact]
    [Trait("Requirement", "S37")]
    public void A_type_of_record_belongs_to_one_domain()
    {
        var refused = Assert.Throws<DeclarationException>(() => DomainContainers.Of([Declared("learner"), Declared("learner")]).ToList());
        Assert.Equal("The container 'learners' is not fully declared: its record type 'learner' is declared twice.", refused.Message);
    }

    [Fact]
    [Trait("Requirement", "S37")]
    public void The_containers_of_the_platform_are_whole() =>
        Assert.All([PlatformContainers.Keys, PlatformContainers.Operations, PlatformContainers.Leases], container => container.Validate());

    private static Domain<Learner, Learner> Declared(string recordType, Retention? retention = null, params QueryPattern[] queries) => new("learners", recordType)
    {
        Owner = "learner-records",
        Erasure = Erasure.Delete,
        Retention = retention,
        Events = [EventType.Of<Learner>("learner-came")],
        Queries = queries,
        Evolve = (_, came) => came,
    };
}
