using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Containers;

public abstract class ContainerContract(Backend backend) : Contract(backend)
{
    [ContractFact]
    public async Task A_container_is_created_read_and_deleted()
    {
        var database = await DatabaseAsync();
        var created = await database.CreateContainerAsync("simple", "/pk");
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(("simple", "/pk"), (created.Resource.Id, created.Resource.PartitionKeyPath));
        Assert.Equal(PartitionKeyDefinitionVersion.V2, created.Resource.PartitionKeyDefinitionVersion);
        Assert.Null(created.Resource.DefaultTimeToLive);
        Assert.NotEmpty(created.Resource.SelfLink);
        Assert.True(created.Resource.LastModified > DateTime.UnixEpoch);

        var read = await created.Container.ReadContainerAsync();
        Assert.Equal(created.Resource.LastModified, read.Resource.LastModified);
        Assert.Equal((HttpStatusCode.OK, created.ETag), (read.StatusCode, read.ETag));

        Assert.Equal(HttpStatusCode.NoContent, (await created.Container.DeleteContainerAsync()).StatusCode);
        await Expect.NotFoundAsync(() => created.Container.ReadContainerAsync());
        await Expect.NotFoundAsync(() => created.Container.DeleteContainerAsync());
    }

    [ContractFact]
    public async Task A_taken_name_answers_409()
    {
        var container = await NewContainerAsync();
        await Expect.ConflictAsync(() => container.Database.CreateContainerAsync(container.Id, "/pk"));
    }

    [ContractFact]
    public async Task Create_if_not_exists_creates_once_and_refuses_another_key()
    {
        var database = await DatabaseAsync();
        Assert.Equal(HttpStatusCode.Created, (await database.CreateContainerIfNotExistsAsync("once", "/pk")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await database.CreateContainerIfNotExistsAsync("once", "/pk")).StatusCode);
        await Assert.ThrowsAsync<ArgumentException>(() => database.CreateContainerIfNotExistsAsync("once", "/other"));
    }

    [ContractFact]
    public async Task A_container_in_a_missing_database_answers_404()
    {
        var created = await Assert.ThrowsAsync<CosmosException>(
            () => Client.GetDatabase("no-such-database").CreateContainerAsync("c", "/pk"));
        var read = await Assert.ThrowsAsync<CosmosException>(
            () => Client.GetContainer("no-such-database", "c").ReadContainerAsync());
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (created.StatusCode, read.StatusCode));
    }

    [ContractFact]
    public async Task Containers_are_listed_and_queried()
    {
        var database = await DatabaseAsync();
        var container = await NewContainerAsync();
        await NewContainerAsync();

        var listed = await database.GetContainerQueryIterator<ContainerProperties>().DrainAsync();
        var query = new QueryDefinition("SELECT * FROM c WHERE c.id = @id").WithParameter("@id", container.Id);
        var queried = await database.GetContainerQueryIterator<ContainerProperties>(query).DrainAsync();

        Assert.Contains(container.Id, listed.Select(properties => properties.Id));
        Assert.Equal("/pk", Assert.Single(queried).PartitionKeyPath);
    }

    [ContractTheory]
    [InlineData("pk")]
    [InlineData("/")]
    [InlineData("/a//b")]
    [InlineData("/a/[]/b")]
    public async Task A_key_path_that_is_none_answers_400(string path)
    {
        var database = await DatabaseAsync();
        await Expect.BadRequestAsync(() => database.CreateContainerAsync("bad-path", path));
    }

    [ContractFact]
    public async Task More_than_three_key_paths_answer_400()
    {
        var database = await DatabaseAsync();
        await Expect.BadRequestAsync(
            () => database.CreateContainerAsync(new ContainerProperties("four", ["/a", "/b", "/c", "/d"])));
    }

    [ContractFact]
    public async Task A_replace_changes_what_may_change()
    {
        var container = await NewContainerAsync();
        await container.CreateItemAsync(new Note("a", "p", 1));
        var properties = (await container.ReadContainerAsync()).Resource;
        properties.DefaultTimeToLive = 1000;
        properties.IndexingPolicy.ExcludedPaths.Add(new ExcludedPath { Path = "/text/?" });

        var replaced = await container.ReplaceContainerAsync(properties);

        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
        var read = (await container.ReadContainerAsync()).Resource;
        Assert.Equal(1000, read.DefaultTimeToLive);
        Assert.Contains("/text/?", read.IndexingPolicy.ExcludedPaths.Select(path => path.Path));
        Assert.Equal(1, (await container.ReadItemAsync<Note>("a", new PartitionKey("p"))).Resource.N);
        Assert.Equal([1], await container.QueryAsync<int>("SELECT VALUE c.n FROM c WHERE c.n = 1"));
    }

    [ContractFact]
    public async Task A_replace_with_a_stale_etag_answers_412()
    {
        var container = await NewContainerAsync();
        var first = await container.ReadContainerAsync();
        await container.ReplaceContainerAsync(first.Resource);
        await Expect.PreconditionFailedAsync(() => container.ReplaceContainerAsync(
            first.Resource, new ContainerRequestOptions { IfMatchEtag = first.ETag }));
    }

    [ContractFact]
    public async Task The_partition_key_and_unique_keys_stay_as_they_were_created()
    {
        var container = await NewContainerAsync();
        await Expect.BadRequestAsync(() => container.ReplaceContainerAsync(new ContainerProperties(container.Id, "/other")));

        var unique = new ContainerProperties(container.Id, "/pk");
        unique.UniqueKeyPolicy.UniqueKeys.Add(new UniqueKey { Paths = { "/n" } });
        await Expect.BadRequestAsync(() => container.ReplaceContainerAsync(unique));
    }

    [ContractFact]
    public async Task A_client_notices_that_its_container_was_created_anew_with_another_key()
    {
        var container = await NewContainerAsync();
        using var other = Backend.Connect();
        await container.CreateItemAsync(new Note("a", "p"));

        await Through(other, container).DeleteContainerAsync();
        await other.GetDatabase(container.Database.Id).CreateContainerAsync(container.Id, "/text");

        await container.CreateItemAsync(new Note("b", "p", 0, "t"));
        Assert.Equal("b", (await container.ReadItemAsync<Note>("b", new PartitionKey("t"))).Resource.Id);
        Assert.Single(await container.QueryAsync("SELECT * FROM c"));
    }

    [ContractFact]
    public async Task Feed_ranges_cover_the_container()
    {
        var container = await NewContainerAsync();
        for (var i = 0; i < 20; i++)
            await container.CreateItemAsync(new Note($"{i}", $"key{i}", i));

        var seen = new List<int>();
        foreach (var range in await container.GetFeedRangesAsync())
        {
            var same = FeedRange.FromJsonString(range.ToJsonString());
            seen.AddRange(await container.GetItemQueryIterator<int>(
                same, new QueryDefinition("SELECT VALUE c.n FROM c")).DrainAsync());
        }

        Assert.Equal(Enumerable.Range(0, 20), seen.Order());
    }
}
