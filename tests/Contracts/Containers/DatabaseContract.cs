using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Containers;

public abstract class DatabaseContract(Backend backend) : Contract(backend)
{
    private readonly string _prefix = $"databases-{Guid.NewGuid():N}";

    [ContractFact]
    public async Task A_database_is_created_read_and_deleted()
    {
        var created = await Client.CreateDatabaseAsync(Name());
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.NotEmpty(created.ETag);
        Assert.NotEmpty(created.Resource.SelfLink);
        Assert.NotNull(created.Resource.LastModified);

        var read = await created.Database.ReadAsync();
        Assert.Equal(created.Resource.LastModified, read.Resource.LastModified);
        Assert.Equal((HttpStatusCode.OK, Name(), created.ETag), (read.StatusCode, read.Resource.Id, read.ETag));

        Assert.Equal(HttpStatusCode.NoContent, (await created.Database.DeleteAsync()).StatusCode);
        await Expect.NotFoundAsync(() => created.Database.ReadAsync());
        await Expect.NotFoundAsync(() => created.Database.DeleteAsync());
    }

    [ContractFact]
    public async Task A_taken_name_answers_409()
    {
        var database = await CreateAsync();
        await Expect.ConflictAsync(() => Client.CreateDatabaseAsync(database.Id));
        await database.DeleteAsync();
    }

    [ContractFact]
    public async Task Create_if_not_exists_creates_once()
    {
        var first = await Client.CreateDatabaseIfNotExistsAsync(Name());
        var second = await Client.CreateDatabaseIfNotExistsAsync(Name());
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(first.Resource.SelfLink, second.Resource.SelfLink);
        await first.Database.DeleteAsync();
    }

    [ContractFact]
    public async Task Databases_are_listed_and_queried()
    {
        var names = Enumerable.Range(0, 3).Select(Name).ToList();
        foreach (var name in names)
            await Client.CreateDatabaseAsync(name);

        var listed = await Client.GetDatabaseQueryIterator<DatabaseProperties>(
            requestOptions: new() { MaxItemCount = 2 }).DrainAsync();
        var query = new QueryDefinition("SELECT * FROM c WHERE c.id = @id").WithParameter("@id", names[1]);
        var queried = await Client.GetDatabaseQueryIterator<DatabaseProperties>(query).DrainAsync();

        Assert.Equal(names, listed.Select(database => database.Id).Where(id => id.StartsWith(_prefix, StringComparison.Ordinal)).Order());
        Assert.Equal(names[1], Assert.Single(queried).Id);
        foreach (var name in names)
            await Client.GetDatabase(name).DeleteAsync();
    }

    [ContractTheory]
    [InlineData("with space")]
    [InlineData("a+b&c=d")]
    [InlineData("ünï-日本")]
    [InlineData("UPPER.lower_1")]
    public async Task A_name_may_hold_what_a_path_segment_can(string name)
    {
        var database = (await Client.CreateDatabaseAsync($"{_prefix} {name}")).Database;
        var container = (await database.CreateContainerAsync(name, "/pk")).Container;
        await container.CreateItemAsync(new Note("a", "p", 1));

        Assert.Equal(1, (await container.ReadItemAsync<Note>("a", new PartitionKey("p"))).Resource.N);
        Assert.Equal(name, (await container.ReadContainerAsync()).Resource.Id);
        await database.DeleteAsync();
    }

    [ContractTheory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    public async Task A_name_that_no_path_can_hold_is_refused(string name)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Client.CreateDatabaseAsync(name));
        if (failure is CosmosException exception)
            Assert.Equal(HttpStatusCode.BadRequest, exception.StatusCode);
        else
            Assert.IsAssignableFrom<ArgumentException>(failure);
    }

    [ContractFact]
    public async Task A_deleted_database_takes_its_containers_along()
    {
        var database = await CreateAsync();
        var container = (await database.CreateContainerAsync("c", "/pk")).Container;
        await container.CreateItemAsync(new Note("a", "p"));
        await database.DeleteAsync();
        await Client.CreateDatabaseAsync(database.Id);

        using var fresh = Backend.Connect();
        var gone = await Assert.ThrowsAsync<CosmosException>(() => Through(fresh, container).ReadContainerAsync());
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        var again = (await fresh.GetDatabase(database.Id).CreateContainerAsync("c", "/pk")).Container;
        Assert.Empty(await again.QueryAsync("SELECT * FROM c"));
        await database.DeleteAsync();
    }

    private async Task<Database> CreateAsync() => await Client.CreateDatabaseAsync(Name());

    private string Name(int number = 0) => $"{_prefix}-{number}";
}
