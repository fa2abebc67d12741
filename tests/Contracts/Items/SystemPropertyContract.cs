using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Items;

public abstract class SystemPropertyContract(Backend backend) : Contract(backend)
{
    [ContractFact]
    public async Task A_stored_item_carries_the_system_properties()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var item = (await container.CreateItemAsync(new JsonObject { ["id"] = "a", ["pk"] = key })).Resource;

        Assert.NotEmpty((string)item["_rid"]!);
        Assert.Matches("^dbs/.+/colls/.+/docs/.+/$", (string)item["_self"]!);
        Assert.Matches("^\".+\"$", (string)item["_etag"]!);
        Assert.Equal("attachments/", (string?)item["_attachments"]);
        Assert.True((long)item["_ts"]! > 1_700_000_000);
    }

    [ContractFact]
    public async Task System_properties_sent_by_a_client_are_overwritten()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var created = await container.CreateItemAsync(new JsonObject
        {
            ["id"] = "a",
            ["pk"] = key,
            ["_etag"] = null,
            ["_ts"] = 0,
            ["_rid"] = "mine",
            ["_self"] = 3,
        });

        var item = created.Resource;
        Assert.Equal(created.ETag, (string?)item["_etag"]);
        Assert.True((long)item["_ts"]! > 0);
        Assert.NotEqual("mine", (string?)item["_rid"]);
        Assert.Equal(7, item.Count);
    }

    [ContractFact]
    public async Task A_replaced_item_keeps_its_resource_id()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var created = (await container.CreateItemAsync(new JsonObject { ["id"] = "a", ["pk"] = key })).Resource;
        var replaced = (await container.UpsertItemAsync(new JsonObject { ["id"] = "a", ["pk"] = key })).Resource;

        Assert.Equal((string?)created["_rid"], (string?)replaced["_rid"]);
        Assert.Equal((string?)created["_self"], (string?)replaced["_self"]);
    }

    [ContractFact]
    public async Task The_timestamp_moves_with_the_clock_and_never_back()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var before = (long)(await container.CreateItemAsync(new JsonObject { ["id"] = "a", ["pk"] = key })).Resource["_ts"]!;
        await Backend.PassTimeAsync(TimeSpan.FromSeconds(2));
        var after = (long)(await container.CreateItemAsync(new JsonObject { ["id"] = "b", ["pk"] = key })).Resource["_ts"]!;

        Assert.InRange(after - before, 2, 30);
    }
}
