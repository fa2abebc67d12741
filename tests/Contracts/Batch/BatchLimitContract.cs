using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Batch;

public abstract class BatchLimitContract(Backend backend) : Contract(backend)
{
    [ContractFact]
    public async Task One_hundred_operations_are_one_batch()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        using var answer = await CreatesAsync(container, key, 100);
        Assert.True(answer.IsSuccessStatusCode, answer.ErrorMessage);
        Assert.Equal(100, (await container.QueryAsync<int>("SELECT VALUE COUNT(1) FROM c", key)).Single());
    }

    [ContractFact]
    public async Task One_hundred_and_one_operations_answer_400_and_do_nothing()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        using var answer = await CreatesAsync(container, key, 101);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(0, (await container.QueryAsync<int>("SELECT VALUE COUNT(1) FROM c", key)).Single());
    }

    [ContractFact]
    public async Task A_batch_over_2_MB_answers_413_and_does_nothing()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var text = new string('x', 1_200_000);
        using var answer = await container.CreateTransactionalBatch(new PartitionKey(key))
            .CreateItem(new Note("a", key, 0, text))
            .CreateItem(new Note("b", key, 0, text))
            .ExecuteAsync();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        await Expect.NotFoundAsync(() => container.ReadItemAsync<Note>("a", new PartitionKey(key)));
    }

    [ContractFact]
    public async Task An_item_of_another_partition_answers_400_and_undoes_the_batch()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        using var answer = await container.CreateTransactionalBatch(new PartitionKey(key))
            .CreateItem(new Note("a", key))
            .CreateItem(new Note("b", "another"))
            .ExecuteAsync();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await Expect.NotFoundAsync(() => container.ReadItemAsync<Note>("a", new PartitionKey(key)));
    }

    private static Task<TransactionalBatchResponse> CreatesAsync(Container container, string key, int count)
    {
        var batch = container.CreateTransactionalBatch(new PartitionKey(key));
        for (var i = 0; i < count; i++)
            batch = batch.CreateItem(new Note($"{i}", key, i));
        return batch.ExecuteAsync();
    }
}
