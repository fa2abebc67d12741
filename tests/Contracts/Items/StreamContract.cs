using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Items;

/// <summary>The stream APIs give statuses where the typed ones throw.</summary>
public abstract class StreamContract(Backend backend) : Contract(backend)
{
    [ContractFact]
    public async Task Every_item_operation_has_a_stream_form()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var pk = new PartitionKey(key);

        using var created = await container.CreateItemStreamAsync(Body(key, 1), pk);
        using var read = await container.ReadItemStreamAsync("a", pk);
        using var replaced = await container.ReplaceItemStreamAsync(Body(key, 2), "a", pk);
        using var upserted = await container.UpsertItemStreamAsync(Body(key, 3), pk);
        using var patched = await container.PatchItemStreamAsync("a", pk, [PatchOperation.Increment("/n", 1)]);
        using var deleted = await container.DeleteItemStreamAsync("a", pk);

        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NoContent],
            [created.StatusCode, read.StatusCode, replaced.StatusCode, upserted.StatusCode, patched.StatusCode, deleted.StatusCode]);
        Assert.Equal(4, (int)Json.Object(await Json.TextAsync(patched.Content))["n"]!);
        Assert.NotEmpty(created.Headers.ETag);
        Assert.True(created.Headers.RequestCharge > 0);
    }

    [ContractFact]
    public async Task Failures_are_statuses_not_exceptions()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var pk = new PartitionKey(key);
        using var missing = await container.ReadItemStreamAsync("a", pk);
        using var created = await container.CreateItemStreamAsync(Body(key, 1), pk);
        using var taken = await container.CreateItemStreamAsync(Body(key, 1), pk);
        using var stale = await container.ReplaceItemStreamAsync(Body(key, 2), "a", pk, new() { IfMatchEtag = "\"x\"" });
        using var known = await container.ReadItemStreamAsync("a", pk, new() { IfNoneMatchEtag = created.Headers.ETag });

        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.Conflict, HttpStatusCode.PreconditionFailed, HttpStatusCode.NotModified],
            [missing.StatusCode, taken.StatusCode, stale.StatusCode, known.StatusCode]);
        Assert.NotEmpty(taken.ErrorMessage);
        Assert.Equal(
            HttpStatusCode.Conflict, Assert.Throws<CosmosException>(taken.EnsureSuccessStatusCode).StatusCode);
    }

    [ContractFact]
    public async Task A_query_streams_the_envelope_of_the_service()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        using var created = await container.CreateItemStreamAsync(Body(key, 1), new PartitionKey(key));
        using var iterator = container.GetItemQueryStreamIterator("SELECT VALUE c.n FROM c", requestOptions: Feeds.In(key));
        using var page = await iterator.ReadNextAsync();
        var envelope = Json.Object(await Json.TextAsync(page.Content));

        Json.AssertEqual("[1]", envelope["Documents"]);
        Assert.Equal(1, (int)envelope["_count"]!);
        Assert.NotEmpty((string)envelope["_rid"]!);
    }

    private static MemoryStream Body(string key, int n) => Json.Stream($$"""{"id":"a","pk":"{{key}}","n":{{n}}}""");
}
