using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Items;

[Trait("Requirement", "S44")]
public abstract class ItemEtagContract(Backend backend) : Contract(backend)
{
    private static readonly ItemRequestOptions Stale = new() { IfMatchEtag = "\"00000000-0000-0000-0000-000000000000\"" };

    [ContractFact]
    public async Task The_etag_header_is_the_one_in_the_document()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var created = await container.CreateItemAsync(new JsonObject { ["id"] = "a", ["pk"] = key });
        Assert.Equal((string?)created.Resource["_etag"], created.ETag);
    }

    [ContractFact]
    public async Task Every_write_changes_the_etag_even_when_the_content_stays()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var etags = new List<string>();
        for (var i = 0; i < 3; i++)
            etags.Add((await container.UpsertItemAsync(new Note("a", key))).ETag);
        Assert.Equal(3, etags.Distinct().Count());
    }

    [ContractFact]
    public async Task Writes_with_the_current_etag_succeed()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var pk = new PartitionKey(key);
        var item = await container.CreateItemAsync(new Note("a", key));
        item = await container.ReplaceItemAsync(new Note("a", key, 1), "a", pk, If(item.ETag));
        item = await container.UpsertItemAsync(new Note("a", key, 2), pk, If(item.ETag));
        var patched = await container.PatchItemAsync<Note>(
            "a", pk, [PatchOperation.Set("/n", 3)], new PatchItemRequestOptions { IfMatchEtag = item.ETag });
        await container.DeleteItemAsync<Note>("a", pk, If(patched.ETag));
    }

    [ContractFact]
    public async Task Writes_with_a_stale_etag_answer_412_and_change_nothing()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var pk = new PartitionKey(key);
        var created = await container.CreateItemAsync(new Note("a", key, 1));

        await Expect.PreconditionFailedAsync(() => container.ReplaceItemAsync(new Note("a", key, 2), "a", pk, Stale));
        await Expect.PreconditionFailedAsync(() => container.UpsertItemAsync(new Note("a", key, 2), pk, Stale));
        await Expect.PreconditionFailedAsync(() => container.DeleteItemAsync<Note>("a", pk, Stale));
        await Expect.PreconditionFailedAsync(() => container.PatchItemAsync<Note>(
            "a", pk, [PatchOperation.Set("/n", 2)], new PatchItemRequestOptions { IfMatchEtag = Stale.IfMatchEtag }));

        var read = await container.ReadItemAsync<Note>("a", pk);
        Assert.Equal((1, created.ETag), (read.Resource.N, read.ETag));
    }

    [ContractFact]
    public async Task A_star_matches_whatever_is_there()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("a", key));
        var replaced = await container.ReplaceItemAsync(new Note("a", key, 2), "a", new PartitionKey(key), If("*"));
        Assert.Equal(HttpStatusCode.OK, replaced.StatusCode);
    }

    [ContractFact]
    public async Task A_conditional_write_of_a_missing_item_answers_404()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await Expect.NotFoundAsync(() => container.ReplaceItemAsync(new Note("a", key), "a", new PartitionKey(key), Stale));
        await Expect.NotFoundAsync(() => container.DeleteItemAsync<Note>("a", new PartitionKey(key), Stale));
    }

    [ContractFact]
    public async Task A_read_of_what_the_client_already_has_answers_304()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var created = await container.CreateItemAsync(new Note("a", key));
        var known = new ItemRequestOptions { IfNoneMatchEtag = created.ETag };

        await Expect.StatusAsync(
            HttpStatusCode.NotModified, () => container.ReadItemAsync<Note>("a", new PartitionKey(key), known));

        await container.UpsertItemAsync(new Note("a", key, 2));
        var read = await container.ReadItemAsync<Note>("a", new PartitionKey(key), known);
        Assert.Equal(2, read.Resource.N);
    }

    private static ItemRequestOptions If(string etag) => new() { IfMatchEtag = etag };
}
