using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Containers;

public abstract class AccountContract(Backend backend) : Contract(backend)
{
    private const string WrongKey = "d3Jvbmcga2V5IHdyb25nIGtleSB3cm9uZyBrZXkgd3Jvbmcga2V5IHdyb25nIGtleSB3cm9uZw==";

    [ContractFact]
    public async Task The_account_names_its_consistency_and_regions()
    {
        var account = await Client.ReadAccountAsync();
        Assert.NotEmpty(account.Id);
        Assert.NotEmpty(account.WritableRegions);
        Assert.NotEmpty(account.ReadableRegions);
    }

    [ContractFact]
    public async Task A_wrong_key_answers_401()
    {
        using var client = Backend.Connect(key: WrongKey);
        var exception = await Assert.ThrowsAnyAsync<CosmosException>(() => client.ReadAccountAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, exception.StatusCode);
    }

    [ContractFact]
    public async Task A_client_that_prefers_a_region_works()
    {
        var options = Backend.NewOptions();
        options.ApplicationPreferredRegions = ["West Europe", "North Europe"];
        using var client = Backend.Connect(options);
        Assert.Equal(HttpStatusCode.OK, (await client.GetDatabase((await DatabaseAsync()).Id).ReadAsync()).StatusCode);
    }

    [ContractFact]
    public async Task A_client_may_warm_up_for_its_containers()
    {
        var container = await SharedContainerAsync();
        using var client = Backend.Connect();
        var warm = client.GetContainer(container.Database.Id, container.Id);
        Assert.Equal(HttpStatusCode.OK, (await warm.ReadContainerAsync()).StatusCode);
        Assert.NotEmpty(await warm.GetFeedRangesAsync());
    }

    [ContractTheory]
    [InlineData(ConsistencyLevel.Eventual)]
    [InlineData(ConsistencyLevel.ConsistentPrefix)]
    public async Task A_client_may_ask_for_weaker_reads(ConsistencyLevel level)
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var options = Backend.NewOptions();
        options.ConsistencyLevel = level;
        using var client = Backend.Connect(options);
        var weak = Through(client, container);
        await weak.CreateItemAsync(new Note("a", key));
        Assert.Equal(HttpStatusCode.OK, (await weak.ReadItemAsync<Note>("a", new PartitionKey(key))).StatusCode);
    }

    [ContractFact]
    public async Task The_default_serializer_and_a_camel_case_one_both_work()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        using var plain = Backend.Connect(new CosmosClientOptions());
        using var camel = Backend.Connect(new CosmosClientOptions
        {
            SerializerOptions = new() { PropertyNamingPolicy = CosmosPropertyNamingPolicy.CamelCase },
        });

        await Through(plain, container).CreateItemAsync(new { id = "a", pk = key, n = 1 });
        await Through(camel, container).CreateItemAsync(new Note("b", key, 2));

        var both = await container.QueryAsync<int>("SELECT VALUE c.n FROM c ORDER BY c.n", key);
        Assert.Equal([1, 2], both);
    }
}
