using System.Globalization;
using System.Net;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Items;

[Trait("Requirement", "S101")]
public abstract class SessionContract(Backend backend) : Contract(backend)
{
    [ContractFact]
    public async Task Every_write_answers_a_token_that_moves_on()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var numbers = new List<long>();
        for (var i = 0; i < 5; i++)
            numbers.Add(Number((await container.UpsertItemAsync(new Note("a", key, i))).Headers.Session));
        Assert.Equal(numbers.Order().Distinct(), numbers);
    }

    [ContractFact]
    public async Task Reads_that_fail_carry_a_token_too()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        await container.CreateItemAsync(new Note("a", key));
        using var missing = await container.ReadItemStreamAsync("nobody", new PartitionKey(key));
        using var taken = await container.CreateItemStreamAsync(
            Json.Stream($$"""{"id":"a","pk":"{{key}}"}"""), new PartitionKey(key));
        Assert.True(Number(missing.Headers.Session) > 0);
        Assert.True(Number(taken.Headers.Session) > 0);
    }

    [ContractFact]
    public async Task Another_client_reads_a_write_by_its_token()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        using var other = Backend.Connect();
        for (var i = 0; i < 5; i++)
        {
            var written = await container.UpsertItemAsync(new Note("a", key, i));
            var read = await Through(other, container).ReadItemAsync<Note>(
                "a", new PartitionKey(key), new() { SessionToken = written.Headers.Session });
            Assert.Equal(i, read.Resource.N);

            var rows = await Through(other, container).GetItemQueryIterator<int>(
                "SELECT VALUE c.n FROM c",
                requestOptions: new() { PartitionKey = new PartitionKey(key), SessionToken = written.Headers.Session }).DrainAsync();
            Assert.Equal([i], rows);
        }
    }

    [ContractFact]
    public async Task Queries_and_batches_answer_a_token()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        using var batch = await container.CreateTransactionalBatch(new PartitionKey(key)).CreateItem(new Note("a", key)).ExecuteAsync();
        using var iterator = container.GetItemQueryIterator<Note>("SELECT * FROM c", requestOptions: Feeds.In(key));
        var page = await iterator.ReadNextAsync();
        Assert.True(Number(page.Headers.Session) >= Number(batch.Headers.Session));
    }

    [ContractFact(Needs = Capability.Clock)]
    public async Task A_token_from_a_newer_data_set_does_no_harm()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        var written = await container.CreateItemAsync(new Note("a", key));
        var future = written.Headers.Session[..(written.Headers.Session.IndexOf('#', StringComparison.Ordinal) + 1)] + "999999999";
        var read = await container.ReadItemAsync<Note>("a", new PartitionKey(key), new() { SessionToken = future });
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    /// <summary>The sequence number in "range:version#number", a regional tail apart.</summary>
    private static long Number(string token) =>
        long.Parse(token.Split(':')[1].Split('#')[1], CultureInfo.InvariantCulture);
}
