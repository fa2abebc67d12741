using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Items;

/// <summary><c>EnableContentResponseOnWrite = false</c>: the same answer without the document.</summary>
public abstract class MinimalReturnContract(Backend backend) : Contract(backend)
{
    private static readonly ItemRequestOptions Minimal = new() { EnableContentResponseOnWrite = false };

    [ContractFact]
    public async Task Writes_answer_their_etag_and_no_document()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var pk = new PartitionKey(key);

        Assert.Equal(HttpStatusCode.Created, await BareAsync(container.CreateItemAsync(new Note("a", key), pk, Minimal)));
        Assert.Equal(HttpStatusCode.OK, await BareAsync(container.UpsertItemAsync(new Note("a", key, 1), pk, Minimal)));
        Assert.Equal(HttpStatusCode.OK, await BareAsync(container.ReplaceItemAsync(new Note("a", key, 2), "a", pk, Minimal)));
        Assert.Equal(HttpStatusCode.OK, await BareAsync(container.PatchItemAsync<Note>(
            "a", pk, [PatchOperation.Set("/n", 3)], new PatchItemRequestOptions { EnableContentResponseOnWrite = false })));

        Assert.Equal(3, (await container.ReadItemAsync<Note>("a", pk)).Resource.N);
    }

    [ContractFact]
    public async Task The_bare_etag_is_the_one_that_counts()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var pk = new PartitionKey(key);
        var created = await container.CreateItemAsync(new Note("a", key), pk, Minimal);

        Assert.Equal(created.ETag, (await container.ReadItemAsync<Note>("a", pk)).ETag);
        await container.ReplaceItemAsync(new Note("a", key, 1), "a", pk, new() { IfMatchEtag = created.ETag });
    }

    [ContractFact]
    public async Task A_failure_still_says_why()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("a", key));
        var exception = await Expect.ConflictAsync(
            () => container.CreateItemAsync(new Note("a", key), new PartitionKey(key), Minimal));
        Assert.NotEmpty(exception.ResponseBody);
    }

    private static async Task<HttpStatusCode> BareAsync(Task<ItemResponse<Note>> write)
    {
        var answer = await write;
        Assert.Null(answer.Resource);
        Assert.NotEmpty(answer.ETag);
        return answer.StatusCode;
    }
}
