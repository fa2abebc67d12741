using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Keys;

/// <summary>Delete all items by partition key.</summary>
public abstract class DeletePartitionContract(Backend backend) : Contract(backend)
{
    [ContractFact]
    public async Task All_items_of_the_key_go_and_no_other()
    {
        var (container, key, other) = (await SharedContainerAsync(), NewKey(), NewKey());
        foreach (var id in (string[])["a", "b", "c"])
        {
            await container.CreateItemAsync(new Note(id, key));
            await container.CreateItemAsync(new Note(id, other));
        }

        using var answer = await container.DeleteAllItemsByPartitionKeyStreamAsync(new PartitionKey(key));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Deadline.UntilAsync("the partition is empty", async () => (await container.QueryAsync("SELECT * FROM c", key)).Count == 0);
        Assert.Equal(3, (await container.QueryAsync("SELECT * FROM c", other)).Count);
        Assert.Equal(HttpStatusCode.Created, (await container.CreateItemAsync(new Note("a", key))).StatusCode);
    }

    [ContractFact]
    public async Task An_empty_partition_is_deleted_as_well()
    {
        var container = await SharedContainerAsync();
        using var answer = await container.DeleteAllItemsByPartitionKeyStreamAsync(new PartitionKey(NewKey()));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [ContractFact]
    public async Task A_full_hierarchical_key_is_deleted_and_a_prefix_refused()
    {
        var container = await NewContainerAsync(new ContainerProperties("", ["/tenant", "/subject"]));
        await container.CreateItemAsync(new { id = "a", tenant = "t", subject = "s0" });
        await container.CreateItemAsync(new { id = "a", tenant = "t", subject = "s1" });

        using var prefix = await container.DeleteAllItemsByPartitionKeyStreamAsync(new PartitionKeyBuilder().Add("t").Build());
        Assert.Equal(HttpStatusCode.BadRequest, prefix.StatusCode);
        Assert.Equal(2, (await container.QueryAsync("SELECT * FROM c")).Count);

        using var full = await container.DeleteAllItemsByPartitionKeyStreamAsync(
            new PartitionKeyBuilder().Add("t").Add("s0").Build());
        Assert.Equal(HttpStatusCode.OK, full.StatusCode);
        await Deadline.UntilAsync("one item is left", async () => (await container.QueryAsync("SELECT * FROM c")).Count == 1);
    }
}
