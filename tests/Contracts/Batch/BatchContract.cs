using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Batch;

public abstract class BatchContract(Backend backend) : Contract(backend)
{
    [ContractFact]
    public async Task Every_operation_answers_its_own_status_document_and_etag()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        foreach (var id in (string[])["read", "replace", "upsert", "patch", "delete"])
            await container.CreateItemAsync(new Note(id, key, 1));

        using var answer = await container.CreateTransactionalBatch(new PartitionKey(key))
            .CreateItem(new Note("create", key, 2))
            .ReadItem("read")
            .ReplaceItem("replace", new Note("replace", key, 2))
            .UpsertItem(new Note("upsert", key, 2))
            .UpsertItem(new Note("new", key, 2))
            .PatchItem("patch", [PatchOperation.Increment("/n", 1)])
            .DeleteItem("delete")
            .ExecuteAsync();

        Assert.True(answer.IsSuccessStatusCode, answer.ErrorMessage);
        Assert.Equal(
            [201, 200, 200, 200, 201, 200, 204], answer.Select(result => (int)result.StatusCode));
        Assert.Equal(
            [2, 1, 2, 2, 2, 2], Enumerable.Range(0, 6).Select(i => answer.GetOperationResultAtIndex<Note>(i).Resource.N));
        Assert.Equal(
            (await container.ReadItemAsync<Note>("create", new PartitionKey(key))).ETag, answer[0].ETag);
        Assert.True(answer.RequestCharge > 0);
        Assert.NotEmpty(answer.Headers.Session);
        await Expect.NotFoundAsync(() => container.ReadItemAsync<Note>("delete", new PartitionKey(key)));
    }

    [ContractFact]
    public async Task Operations_see_what_earlier_ones_of_the_batch_did()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        using var answer = await container.CreateTransactionalBatch(new PartitionKey(key))
            .CreateItem(new Note("a", key, 1))
            .PatchItem("a", [PatchOperation.Increment("/n", 1)])
            .ReadItem("a")
            .DeleteItem("a")
            .CreateItem(new Note("a", key, 10))
            .ReadItem("a")
            .ExecuteAsync();

        Assert.True(answer.IsSuccessStatusCode, answer.ErrorMessage);
        Assert.Equal(2, answer.GetOperationResultAtIndex<Note>(2).Resource.N);
        Assert.Equal(10, answer.GetOperationResultAtIndex<Note>(5).Resource.N);
        Assert.Equal(10, (await container.ReadItemAsync<Note>("a", new PartitionKey(key))).Resource.N);
    }

    [ContractFact]
    public async Task One_failure_answers_424_for_the_others_and_undoes_everything()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("taken", key, 1));

        using var answer = await container.CreateTransactionalBatch(new PartitionKey(key))
            .CreateItem(new Note("new", key))
            .UpsertItem(new Note("taken", key, 99))
            .CreateItem(new Note("taken", key))
            .CreateItem(new Note("later", key))
            .ExecuteAsync();

        Assert.False(answer.IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.NotEmpty(answer.ErrorMessage);
        Assert.Equal([424, 424, 409, 424], answer.Select(result => (int)result.StatusCode));
        await Expect.NotFoundAsync(() => container.ReadItemAsync<Note>("new", new PartitionKey(key)));
        Assert.Equal(1, (await container.ReadItemAsync<Note>("taken", new PartitionKey(key))).Resource.N);
    }

    [ContractTheory]
    [InlineData("read", 404)]
    [InlineData("replace", 404)]
    [InlineData("delete", 404)]
    [InlineData("patch", 404)]
    [InlineData("bad patch", 400)]
    public async Task A_failing_operation_gives_the_batch_its_status(string operation, int status)
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("there", key));
        var batch = container.CreateTransactionalBatch(new PartitionKey(key)).CreateItem(new Note("first", key));
        batch = operation switch
        {
            "read" => batch.ReadItem("gone"),
            "replace" => batch.ReplaceItem("gone", new Note("gone", key)),
            "delete" => batch.DeleteItem("gone"),
            "patch" => batch.PatchItem("gone", [PatchOperation.Set("/n", 1)]),
            _ => batch.PatchItem("there", [PatchOperation.Remove("/nowhere")]),
        };

        using var answer = await batch.ExecuteAsync();

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal([424, status], answer.Select(result => (int)result.StatusCode));
        await Expect.NotFoundAsync(() => container.ReadItemAsync<Note>("first", new PartitionKey(key)));
    }

    [ContractFact]
    public async Task Etags_are_checked_per_operation()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var first = await container.CreateItemAsync(new Note("a", key));
        var second = await container.UpsertItemAsync(new Note("a", key, 1));

        Assert.Equal(HttpStatusCode.PreconditionFailed, await ReplaceAsync(first.ETag));
        Assert.Equal(HttpStatusCode.OK, await ReplaceAsync(second.ETag));

        async Task<HttpStatusCode> ReplaceAsync(string etag)
        {
            using var answer = await container.CreateTransactionalBatch(new PartitionKey(key))
                .UpsertItem(new Note("b", key))
                .ReplaceItem("a", new Note("a", key, 2), new() { IfMatchEtag = etag })
                .ExecuteAsync();
            return answer.StatusCode;
        }
    }

    [ContractFact]
    public async Task Operations_may_ask_for_no_document()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        using var answer = await container.CreateTransactionalBatch(new PartitionKey(key))
            .CreateItem(new Note("a", key), new() { EnableContentResponseOnWrite = false })
            .CreateItem(new Note("b", key))
            .ExecuteAsync();

        Assert.Null(answer[0].ResourceStream);
        Assert.NotEmpty(answer[0].ETag);
        Assert.Equal("b", answer.GetOperationResultAtIndex<Note>(1).Resource.Id);
    }

    [ContractFact]
    public async Task A_batch_of_streams_keeps_their_text()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        using var answer = await container.CreateTransactionalBatch(new PartitionKey(key))
            .CreateItemStream(Json.Stream($$"""{"id":"a","pk":"{{key}}","text":"é 日本 \u0001"}"""))
            .ExecuteAsync();
        Assert.True(answer.IsSuccessStatusCode, answer.ErrorMessage);
        Assert.Equal("é 日本 \u0001", (await container.ReadItemAsync<Note>("a", new PartitionKey(key))).Resource.Text);
    }
}
