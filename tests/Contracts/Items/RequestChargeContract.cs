using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Items;

/// <summary>Charges follow the published figures: an estimate, so only their relations are promised.</summary>
public abstract class RequestChargeContract(Backend backend) : Contract(backend)
{
    [ContractFact]
    public async Task A_point_read_of_one_kilobyte_costs_one()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("a", key, 0, new string('x', 500)));
        Assert.Equal(1, (await container.ReadItemAsync<Note>("a", new PartitionKey(key))).RequestCharge);
    }

    [ContractFact]
    public async Task A_write_costs_more_than_a_read_and_a_large_item_more_than_a_small_one()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var small = await container.CreateItemAsync(new Note("small", key, 0, "x"));
        var large = await container.CreateItemAsync(new Note("large", key, 0, new string('x', 50_000)));
        var readSmall = await container.ReadItemAsync<Note>("small", new PartitionKey(key));
        var readLarge = await container.ReadItemAsync<Note>("large", new PartitionKey(key));

        Assert.True(small.RequestCharge > readSmall.RequestCharge);
        Assert.True(large.RequestCharge > small.RequestCharge);
        Assert.True(readLarge.RequestCharge > readSmall.RequestCharge);
    }

    [ContractFact]
    public async Task A_query_pays_for_what_it_reads_and_a_failure_pays_too()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        for (var i = 0; i < 50; i++)
            await container.CreateItemAsync(new Note($"{i}", key, i, new string('x', 500)));

        Assert.True(await ChargeAsync("SELECT * FROM c") > await ChargeAsync("SELECT * FROM c WHERE c.n = 1"));
        using var missing = await container.ReadItemStreamAsync("nobody", new PartitionKey(key));
        Assert.True(missing.Headers.RequestCharge > 0);

        async Task<double> ChargeAsync(string text)
        {
            using var iterator = container.GetItemQueryIterator<Note>(text, requestOptions: Feeds.In(key));
            return (await iterator.ReadNextAsync()).RequestCharge;
        }
    }
}
