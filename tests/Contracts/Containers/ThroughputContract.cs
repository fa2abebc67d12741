using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Containers;

public abstract class ThroughputContract(Backend backend) : Contract(backend)
{
    [ContractFact]
    public async Task Manual_throughput_is_read_and_replaced()
    {
        var database = await DatabaseAsync();
        var container = (await database.CreateContainerAsync("manual", "/pk", throughput: 500)).Container;
        Assert.Equal(500, await container.ReadThroughputAsync());

        var replaced = await container.ReplaceThroughputAsync(700);

        Assert.Equal(700, replaced.Resource.Throughput);
        Assert.Equal(700, (await container.ReadThroughputAsync(new RequestOptions())).Resource.Throughput);
    }

    [ContractFact]
    public async Task Autoscale_throughput_is_read_and_replaced()
    {
        var database = await DatabaseAsync();
        var container = (await database.CreateContainerAsync(
            new ContainerProperties("autoscale", "/pk"), ThroughputProperties.CreateAutoscaleThroughput(1000))).Container;
        Assert.Equal(1000, (await container.ReadThroughputAsync(new RequestOptions())).Resource.AutoscaleMaxThroughput);

        await container.ReplaceThroughputAsync(ThroughputProperties.CreateAutoscaleThroughput(2000));

        Assert.Equal(2000, (await container.ReadThroughputAsync(new RequestOptions())).Resource.AutoscaleMaxThroughput);
    }

    [ContractFact]
    public async Task A_database_may_own_the_throughput()
    {
        var name = $"throughput-{Guid.NewGuid():N}";
        var database = (await Client.CreateDatabaseAsync(name, 600)).Database;
        Assert.Equal(600, await database.ReadThroughputAsync());
        Assert.Equal(800, (await database.ReplaceThroughputAsync(800)).Resource.Throughput);
        await database.DeleteAsync();
    }
}
