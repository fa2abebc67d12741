using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Items;

public abstract class ItemLimitContract(Backend backend) : Contract(backend)
{
    private const int TwoMegabytes = 2 * 1024 * 1024;

    [ContractFact]
    public async Task An_item_just_under_2_MB_is_stored()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("a", key, 0, new string('x', TwoMegabytes - 2048)));
        var read = await container.ReadItemAsync<Note>("a", new PartitionKey(key));
        Assert.Equal(TwoMegabytes - 2048, read.Resource.Text!.Length);
    }

    [ContractFact]
    public async Task An_item_over_2_MB_answers_413_however_it_is_written()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var pk = new PartitionKey(key);
        var text = new string('x', TwoMegabytes);
        await container.CreateItemAsync(new Note("a", key, 1, new string('x', TwoMegabytes - 4096)));

        await TooLargeAsync(() => container.CreateItemAsync(new Note("b", key, 2, text)));
        await TooLargeAsync(() => container.UpsertItemAsync(new Note("a", key, 2, text)));
        await TooLargeAsync(() => container.ReplaceItemAsync(new Note("a", key, 2, text), "a", pk));
        await TooLargeAsync(() => container.PatchItemAsync<Note>("a", pk, [PatchOperation.Add("/more", text[..8192])]));

        Assert.Equal(1, (await container.ReadItemAsync<Note>("a", pk)).Resource.N);
    }

    [ContractTheory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("{\"id\":\"a\",}")]
    [InlineData("{\"id\":\"a\"} x")]
    [InlineData("{'id':'a'}")]
    [InlineData("{\"id\":\"a\",\"n\":NaN}")]
    [InlineData("{\"id\":\"a\",\"n\":01}")]
    public async Task What_is_not_a_JSON_object_answers_400(string body)
    {
        var container = await SharedContainerAsync();
        using var answer = await container.CreateItemStreamAsync(Json.Stream(body), PartitionKey.None);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [ContractFact]
    public async Task A_trigger_that_is_not_there_answers_400()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var options = new ItemRequestOptions { PreTriggers = ["stamp"] };
        await Expect.BadRequestAsync(
            () => container.CreateItemAsync(new Note("a", key), new PartitionKey(key), options));
    }

    private static Task<CosmosException> TooLargeAsync(Func<Task> write) =>
        Expect.StatusAsync(HttpStatusCode.RequestEntityTooLarge, write);
}
