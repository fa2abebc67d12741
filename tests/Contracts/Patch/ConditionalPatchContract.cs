using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Patch;

public abstract class ConditionalPatchContract(Backend backend) : Contract(backend)
{
    [ContractTheory]
    [InlineData("FROM c WHERE c.n = 3")]
    [InlineData("from note where note.n > 2 and note.text = 'x'")]
    [InlineData("FROM c WHERE IS_DEFINED(c.n) AND NOT IS_DEFINED(c.gone)")]
    [InlineData("FROM c WHERE STARTSWITH(c.pk, 'A_condition') OR false")]
    public async Task A_condition_that_holds_lets_the_patch_through(string condition)
    {
        var (container, pk) = await CreateAsync();
        var patched = await container.PatchItemAsync<Note>("a", pk, [PatchOperation.Increment("/n", 1)], If(condition));
        Assert.Equal((HttpStatusCode.OK, 4), (patched.StatusCode, patched.Resource.N));
    }

    [ContractTheory]
    [InlineData("FROM c WHERE c.n = 4")]
    [InlineData("FROM c WHERE c.gone = 3")]
    [InlineData("FROM c WHERE c.n = '3'")]
    public async Task A_condition_that_does_not_hold_answers_412_and_changes_nothing(string condition)
    {
        var (container, pk) = await CreateAsync();
        await Expect.PreconditionFailedAsync(
            () => container.PatchItemAsync<Note>("a", pk, [PatchOperation.Increment("/n", 1)], If(condition)));
        Assert.Equal(3, (await container.ReadItemAsync<Note>("a", pk)).Resource.N);
    }

    [ContractTheory]
    [InlineData("FROM c WHERE")]
    [InlineData("FROM c WHERE c.n ==== 3")]
    [InlineData("FROM c WHERE NO_SUCH_FUNCTION(c.n)")]
    [InlineData("n = 3")]
    public async Task A_condition_that_is_no_query_tail_answers_400(string condition)
    {
        var (container, pk) = await CreateAsync();
        await Expect.BadRequestAsync(
            () => container.PatchItemAsync<Note>("a", pk, [PatchOperation.Increment("/n", 1)], If(condition)));
    }

    [ContractFact]
    public async Task A_condition_inside_a_batch_counts_for_the_whole_batch()
    {
        var (container, pk) = await CreateAsync();
        using var refused = await container.CreateTransactionalBatch(pk)
            .PatchItem("a", [PatchOperation.Increment("/n", 1)])
            .PatchItem("a", [PatchOperation.Increment("/n", 1)], new() { FilterPredicate = "FROM c WHERE c.n = 3" })
            .ExecuteAsync();
        using var accepted = await container.CreateTransactionalBatch(pk)
            .PatchItem("a", [PatchOperation.Increment("/n", 1)])
            .PatchItem("a", [PatchOperation.Increment("/n", 1)], new() { FilterPredicate = "FROM c WHERE c.n = 4" })
            .ExecuteAsync();

        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        Assert.True(accepted.IsSuccessStatusCode, accepted.ErrorMessage);
        Assert.Equal(5, (await container.ReadItemAsync<Note>("a", pk)).Resource.N);
    }

    private static PatchItemRequestOptions If(string condition) => new() { FilterPredicate = condition };

    private async Task<(Container, PartitionKey)> CreateAsync()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey("A_condition"));
        await container.CreateItemAsync(new Note("a", key, 3, "x"));
        return (container, new PartitionKey(key));
    }
}
