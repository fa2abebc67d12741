using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Containers;

public abstract class TtlContract(Backend backend) : Contract(backend)
{
    private static readonly PartitionKey P = new("p");

    [ContractFact]
    public async Task An_item_lives_as_long_as_its_container_says()
    {
        var container = await WithDefaultAsync(4);
        await container.CreateItemAsync(Living("a", null));
        Assert.True(await IsThereAsync(container, "a"));
        await Backend.PassTimeAsync(TimeSpan.FromSeconds(6));
        Assert.False(await IsThereAsync(container, "a"));
    }

    [ContractFact]
    public async Task An_item_may_live_shorter_longer_or_for_ever()
    {
        var container = await WithDefaultAsync(4);
        await container.CreateItemAsync(Living("short", 1));
        await container.CreateItemAsync(Living("default", null));
        await container.CreateItemAsync(Living("long", 1000));
        await container.CreateItemAsync(Living("for ever", -1));

        await Backend.PassTimeAsync(TimeSpan.FromSeconds(2));
        Assert.Equal((false, true), (await IsThereAsync(container, "short"), await IsThereAsync(container, "default")));

        await Backend.PassTimeAsync(TimeSpan.FromSeconds(4));
        Assert.False(await IsThereAsync(container, "default"));
        Assert.True(await IsThereAsync(container, "long"));
        Assert.True(await IsThereAsync(container, "for ever"));
    }

    [ContractFact]
    public async Task An_item_may_choose_when_its_container_sets_no_default()
    {
        var container = await WithDefaultAsync(-1);
        await container.CreateItemAsync(Living("short", 1));
        await container.CreateItemAsync(Living("unset", null));
        await Backend.PassTimeAsync(TimeSpan.FromSeconds(3));
        Assert.False(await IsThereAsync(container, "short"));
        Assert.True(await IsThereAsync(container, "unset"));
    }

    [ContractFact]
    public async Task An_items_wish_counts_for_nothing_where_the_container_has_no_time_to_live()
    {
        var container = await NewContainerAsync();
        await container.CreateItemAsync(Living("a", 1));
        await Backend.PassTimeAsync(TimeSpan.FromSeconds(3));
        Assert.True(await IsThereAsync(container, "a"));
    }

    [ContractFact]
    public async Task A_write_starts_the_time_anew()
    {
        var container = await WithDefaultAsync(5);
        await container.CreateItemAsync(Living("a", null));
        await Backend.PassTimeAsync(TimeSpan.FromSeconds(3));
        await container.PatchItemAsync<JsonObject>("a", P, [PatchOperation.Set("/n", 1)]);
        await Backend.PassTimeAsync(TimeSpan.FromSeconds(3));
        Assert.True(await IsThereAsync(container, "a"));
        await Backend.PassTimeAsync(TimeSpan.FromSeconds(4));
        Assert.False(await IsThereAsync(container, "a"));
    }

    [ContractFact]
    public async Task A_patch_may_set_the_time_to_live()
    {
        var container = await WithDefaultAsync(1000);
        await container.CreateItemAsync(Living("a", null));
        await container.PatchItemAsync<JsonObject>("a", P, [PatchOperation.Set("/ttl", 1)]);
        await Backend.PassTimeAsync(TimeSpan.FromSeconds(3));
        Assert.False(await IsThereAsync(container, "a"));
    }

    [ContractFact]
    public async Task An_expired_item_is_gone_for_every_operation()
    {
        var container = await WithDefaultAsync(-1);
        foreach (var id in (string[])["read", "replace", "patch", "delete", "upsert", "create"])
            await container.CreateItemAsync(Living(id, 1));
        await Backend.PassTimeAsync(TimeSpan.FromSeconds(3));

        await Expect.NotFoundAsync(() => container.ReadItemAsync<JsonObject>("read", P));
        await Expect.NotFoundAsync(() => container.ReplaceItemAsync(Living("replace", null), "replace", P));
        await Expect.NotFoundAsync(() => container.PatchItemAsync<JsonObject>("patch", P, [PatchOperation.Set("/n", 1)]));
        await Expect.NotFoundAsync(() => container.DeleteItemAsync<JsonObject>("delete", P));
        Assert.Empty(await container.QueryAsync("SELECT * FROM c"));
        Assert.Equal([0], await container.QueryAsync<int>("SELECT VALUE COUNT(1) FROM c WHERE c.pk = 'p'"));
        Assert.Empty(await container.GetItemQueryIterator<JsonObject>(requestOptions: Feeds.In("p")).DrainAsync());
        Assert.Empty(await container.ReadManyItemsAsync<JsonObject>([("read", P), ("replace", P)]));
        Assert.Equal(HttpStatusCode.Created, (await container.UpsertItemAsync(Living("upsert", null))).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await container.CreateItemAsync(Living("create", null))).StatusCode);
    }

    [ContractFact]
    public async Task An_expired_item_gives_its_unique_value_free()
    {
        var properties = new ContainerProperties("", "/pk") { DefaultTimeToLive = -1 };
        properties.UniqueKeyPolicy.UniqueKeys.Add(new UniqueKey { Paths = { "/email" } });
        var container = await NewContainerAsync(properties);
        await container.CreateItemAsync(new { id = "a", pk = "p", email = "x", ttl = 1 });
        await Backend.PassTimeAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(HttpStatusCode.Created, (await container.CreateItemAsync(new { id = "b", pk = "p", email = "x" })).StatusCode);
    }

    [ContractFact(Needs = Capability.Clock)]
    public async Task A_new_default_counts_for_items_that_are_already_there()
    {
        var container = await WithDefaultAsync(1000);
        await container.CreateItemAsync(Living("a", null));
        await container.ReplaceContainerAsync(new ContainerProperties(container.Id, "/pk") { DefaultTimeToLive = 1 });
        await Backend.PassTimeAsync(TimeSpan.FromSeconds(3));
        Assert.False(await IsThereAsync(container, "a"));
    }

    [ContractTheory]
    [InlineData("0")]
    [InlineData("-2")]
    [InlineData("1.5")]
    [InlineData("\"10\"")]
    public async Task A_time_to_live_that_is_none_answers_400(string ttl)
    {
        var container = await WithDefaultAsync(1000);
        await Expect.BadRequestAsync(() => container.CreateItemAsync(
            new JsonObject { ["id"] = "a", ["pk"] = "p", ["ttl"] = JsonNode.Parse(ttl) }));
    }

    private static JsonObject Living(string id, int? seconds)
    {
        var document = new JsonObject { ["id"] = id, ["pk"] = "p" };
        if (seconds is not null)
            document["ttl"] = seconds;
        return document;
    }

    private static async Task<bool> IsThereAsync(Container container, string id)
    {
        using var answer = await container.ReadItemStreamAsync(id, P);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private Task<Container> WithDefaultAsync(int seconds) =>
        NewContainerAsync(new ContainerProperties("", "/pk") { DefaultTimeToLive = seconds });
}
