using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Items;

public abstract class ItemContract(Backend backend) : Contract(backend)
{
    [ContractFact]
    public async Task Create_answers_201_and_what_it_stored()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var created = await container.CreateItemAsync(new Note("a", key, 7, "text"), new PartitionKey(key));

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal(new Note("a", key, 7, "text"), created.Resource);
        Assert.True(created.RequestCharge > 0);
        Assert.NotEmpty(created.ActivityId);
        Assert.NotEmpty(created.Headers.Session);
    }

    [ContractFact]
    public async Task Create_of_a_taken_id_answers_409_and_keeps_the_first()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("a", key, 1));

        await Expect.ConflictAsync(() => container.CreateItemAsync(new Note("a", key, 2)));

        Assert.Equal(1, (await container.ReadItemAsync<Note>("a", new PartitionKey(key))).Resource.N);
    }

    [ContractFact]
    public async Task An_id_is_unique_only_within_its_partition()
    {
        var (container, one, two) = (await SharedContainerAsync(), NewKey(), NewKey());
        await container.CreateItemAsync(new Note("a", one, 1));
        await container.CreateItemAsync(new Note("a", two, 2));

        Assert.Equal(1, (await container.ReadItemAsync<Note>("a", new PartitionKey(one))).Resource.N);
        Assert.Equal(2, (await container.ReadItemAsync<Note>("a", new PartitionKey(two))).Resource.N);
    }

    [ContractFact]
    public async Task Read_answers_200_and_the_item()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var created = await container.CreateItemAsync(new Note("a", key, 7));
        var read = await container.ReadItemAsync<Note>("a", new PartitionKey(key));

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(created.Resource, read.Resource);
        Assert.Equal(created.ETag, read.ETag);
    }

    [ContractFact]
    public async Task Read_of_a_missing_item_answers_404()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await Expect.NotFoundAsync(() => container.ReadItemAsync<Note>("nobody", new PartitionKey(key)));
    }

    [ContractFact]
    public async Task Read_in_a_missing_container_answers_404()
    {
        var container = (await DatabaseAsync()).GetContainer("no-such-container");
        var exception = await Assert.ThrowsAsync<CosmosException>(
            () => container.ReadItemAsync<Note>("a", new PartitionKey("a")));
        Assert.Equal(HttpStatusCode.NotFound, exception.StatusCode);
    }

    [ContractFact]
    public async Task Replace_answers_200_and_the_new_content()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("a", key, 1, "old"));
        var replaced = await container.ReplaceItemAsync(new Note("a", key, 2), "a", new PartitionKey(key));

        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
        Assert.Equal(new Note("a", key, 2), replaced.Resource);
        Assert.Equal(replaced.Resource, (await container.ReadItemAsync<Note>("a", new PartitionKey(key))).Resource);
    }

    [ContractFact]
    public async Task Replace_of_a_missing_item_answers_404()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await Expect.NotFoundAsync(() => container.ReplaceItemAsync(new Note("a", key), "a", new PartitionKey(key)));
    }

    [ContractFact]
    public async Task Upsert_answers_201_when_it_creates_and_200_when_it_replaces()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        Assert.Equal(HttpStatusCode.Created, (await container.UpsertItemAsync(new Note("a", key, 1))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await container.UpsertItemAsync(new Note("a", key, 2))).StatusCode);
        Assert.Equal(2, (await container.ReadItemAsync<Note>("a", new PartitionKey(key))).Resource.N);
    }

    [ContractFact]
    public async Task Delete_answers_204_and_then_404()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("a", key));

        var deleted = await container.DeleteItemAsync<Note>("a", new PartitionKey(key));

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await Expect.NotFoundAsync(() => container.ReadItemAsync<Note>("a", new PartitionKey(key)));
        await Expect.NotFoundAsync(() => container.DeleteItemAsync<Note>("a", new PartitionKey(key)));
    }

    [ContractFact]
    public async Task An_item_created_again_after_a_delete_is_another_resource()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var first = await container.CreateItemAsync(new JsonObject { ["id"] = "a", ["pk"] = key });
        await container.DeleteItemAsync<JsonObject>("a", new PartitionKey(key));
        var second = await container.CreateItemAsync(new JsonObject { ["id"] = "a", ["pk"] = key });

        Assert.NotEqual((string?)first.Resource["_rid"], (string?)second.Resource["_rid"]);
    }

    [ContractFact]
    public async Task All_items_of_a_partition_are_read_without_a_query()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        foreach (var id in (string[])["a", "b", "c"])
            await container.CreateItemAsync(new Note(id, key));

        var all = await container.GetItemQueryIterator<Note>(requestOptions: Feeds.In(key, pageSize: 2)).DrainAsync();

        Assert.Equal(["a", "b", "c"], all.Select(note => note.Id).Order());
    }
}
