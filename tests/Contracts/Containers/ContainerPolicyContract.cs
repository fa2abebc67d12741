using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Containers;

/// <summary>What a container was created with is what it says of itself later.</summary>
public abstract class ContainerPolicyContract(Backend backend) : Contract(backend)
{
    [ContractFact]
    public async Task A_container_indexes_everything_unless_it_is_told_otherwise()
    {
        var policy = (await (await NewContainerAsync()).ReadContainerAsync()).Resource.IndexingPolicy;
        Assert.True(policy.Automatic);
        Assert.Equal(IndexingMode.Consistent, policy.IndexingMode);
        Assert.Equal("/*", Assert.Single(policy.IncludedPaths).Path);
        Assert.Equal("/\"_etag\"/?", Assert.Single(policy.ExcludedPaths).Path);
    }

    [ContractFact]
    public async Task The_indexing_policy_is_kept()
    {
        var properties = new ContainerProperties("", "/pk");
        properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/n/?" });
        properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/tags/[]/?" });
        properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/address/*" });
        properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
        properties.IndexingPolicy.CompositeIndexes.Add(
        [
            new CompositePath { Path = "/a", Order = CompositePathSortOrder.Ascending },
            new CompositePath { Path = "/b", Order = CompositePathSortOrder.Descending },
        ]);
        properties.IndexingPolicy.SpatialIndexes.Add(new SpatialPath { Path = "/place/*", SpatialTypes = { SpatialType.Point } });

        var policy = (await (await NewContainerAsync(properties)).ReadContainerAsync()).Resource.IndexingPolicy;

        Assert.Equal(["/n/?", "/tags/[]/?", "/address/*"], policy.IncludedPaths.Select(path => path.Path));
        Assert.Contains("/*", policy.ExcludedPaths.Select(path => path.Path));
        var composite = Assert.Single(policy.CompositeIndexes);
        Assert.Equal(
            [("/a", CompositePathSortOrder.Ascending), ("/b", CompositePathSortOrder.Descending)],
            composite.Select(path => (path.Path, path.Order)));
        Assert.Equal(SpatialType.Point, Assert.Single(Assert.Single(policy.SpatialIndexes).SpatialTypes));
    }

    [ContractFact]
    public async Task Queries_are_right_whatever_is_indexed()
    {
        var properties = new ContainerProperties("", "/pk");
        properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/n/?" });
        properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
        var container = await NewContainerAsync(properties);
        for (var i = 0; i < 5; i++)
            await container.CreateItemAsync(new Note($"{i}", "p", i, $"t{i % 2}"));

        Assert.Equal([3], await container.QueryAsync<int>("SELECT VALUE c.n FROM c WHERE c.n = 3"));
        Assert.Equal([1, 3], (await container.QueryAsync<int>("SELECT VALUE c.n FROM c WHERE c.text = 't1'")).Order());
    }

    [ContractFact]
    public async Task Queries_stay_right_while_the_policy_changes()
    {
        var container = await NewContainerAsync();
        for (var i = 0; i < 20; i++)
            await container.CreateItemAsync(new Note($"{i}", "p", i, $"t{i % 4}"));
        var properties = (await container.ReadContainerAsync()).Resource;

        properties.IndexingPolicy.IncludedPaths.Clear();
        properties.IndexingPolicy.ExcludedPaths.Clear();
        properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/text/?" });
        properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/*" });
        await container.ReplaceContainerAsync(properties);
        await AssertRightAsync();

        properties.IndexingPolicy.IncludedPaths.Clear();
        properties.IndexingPolicy.ExcludedPaths.Clear();
        properties.IndexingPolicy.IncludedPaths.Add(new IncludedPath { Path = "/*" });
        await container.ReplaceContainerAsync(properties);
        await AssertRightAsync();

        async Task AssertRightAsync()
        {
            Assert.Equal([1, 5, 9, 13, 17], (await container.QueryAsync<int>("SELECT VALUE c.n FROM c WHERE c.text = 't1'")).Order());
            Assert.Equal([18, 19], (await container.QueryAsync<int>("SELECT VALUE c.n FROM c WHERE c.n >= 18")).Order());
        }
    }

    [ContractFact]
    public async Task Unique_keys_are_kept()
    {
        var properties = new ContainerProperties("", "/pk");
        properties.UniqueKeyPolicy.UniqueKeys.Add(new UniqueKey { Paths = { "/email" } });
        properties.UniqueKeyPolicy.UniqueKeys.Add(new UniqueKey { Paths = { "/name/first", "/name/last" } });
        var keys = (await (await NewContainerAsync(properties)).ReadContainerAsync()).Resource.UniqueKeyPolicy.UniqueKeys;
        Assert.Equal([["/email"], ["/name/first", "/name/last"]], keys.Select(key => key.Paths.ToArray()));
    }

    [ContractTheory]
    [InlineData(-1)]
    [InlineData(3600)]
    public async Task The_time_to_live_is_kept(int seconds)
    {
        var properties = new ContainerProperties("", "/pk") { DefaultTimeToLive = seconds };
        Assert.Equal(seconds, (await (await NewContainerAsync(properties)).ReadContainerAsync()).Resource.DefaultTimeToLive);
    }

    [ContractFact]
    public async Task Hierarchical_key_paths_are_kept()
    {
        var container = await NewContainerAsync(new ContainerProperties("", ["/tenant", "/subject", "/kind"]));
        Assert.Equal(["/tenant", "/subject", "/kind"], (await container.ReadContainerAsync()).Resource.PartitionKeyPaths);
    }

    [ContractFact]
    public async Task Conflict_and_geospatial_settings_are_kept()
    {
        var properties = new ContainerProperties("", "/pk")
        {
            GeospatialConfig = new GeospatialConfig(GeospatialType.Geometry),
            ConflictResolutionPolicy = new ConflictResolutionPolicy
            {
                Mode = ConflictResolutionMode.LastWriterWins,
                ResolutionPath = "/version",
            },
        };
        var read = (await (await NewContainerAsync(properties)).ReadContainerAsync()).Resource;
        Assert.Equal(GeospatialType.Geometry, read.GeospatialConfig.GeospatialType);
        Assert.Equal("/version", read.ConflictResolutionPolicy.ResolutionPath);
    }

    /// <summary>They are kept for the service; here a query does not see them.</summary>
    [ContractFact(Needs = Capability.Local)]
    public async Task Computed_properties_are_kept_and_not_evaluated()
    {
        var properties = new ContainerProperties("", "/pk")
        {
            ComputedProperties = [new ComputedProperty { Name = "upper", Query = "SELECT VALUE UPPER(c.text) FROM c" }],
        };
        var container = await NewContainerAsync(properties);
        await container.CreateItemAsync(new Note("a", "p", 1, "x"));
        Assert.Equal("upper", Assert.Single((await container.ReadContainerAsync()).Resource.ComputedProperties).Name);
        Assert.Equal([false], await container.QueryAsync<bool>("SELECT VALUE IS_DEFINED(c.upper) FROM c"));
    }

    [ContractTheory]
    [InlineData(0)]
    [InlineData(-2)]
    public async Task A_time_to_live_that_is_none_answers_400(int seconds)
    {
        var database = await DatabaseAsync();
        await Expect.BadRequestAsync(() => database.CreateContainerAsync(
            new ContainerProperties("bad-ttl", "/pk") { DefaultTimeToLive = seconds }));
    }
}
