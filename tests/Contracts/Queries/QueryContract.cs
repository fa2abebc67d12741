using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Queries;

public abstract class QueryContract(Backend backend) : CorpusContract(backend)
{
    public static TheoryData<string, string> Parameters => new()
    {
        { "SELECT VALUE c.n FROM c WHERE c.name = @p", "\"Bob\"" },
        { "SELECT VALUE c.n FROM c WHERE c.n = @p", "2" },
        { "SELECT VALUE c.n FROM c WHERE c.active = @p AND c.n = 2", "false" },
        { "SELECT VALUE c.n FROM c WHERE c.address = @p", """{"city":"Rome"}""" },
        { "SELECT VALUE c.n FROM c WHERE ARRAY_CONTAINS(@p, c.name)", """["Bob","nobody"]""" },
        { "SELECT VALUE c.n FROM c WHERE c.name LIKE @p", "\"B%b\"" },
        { "SELECT VALUE c.n FROM c WHERE c.n IN (@p, 100)", "2" },
        { "SELECT VALUE c.n FROM c WHERE c.n BETWEEN @p AND @p", "2" },
        { "SELECT TOP @p VALUE c.n FROM c WHERE c.n > 1 ORDER BY c.n", "1" },
        { "SELECT VALUE c.n FROM c ORDER BY c.n OFFSET @p LIMIT @p", "1" },
        { "SELECT VALUE @p FROM c WHERE c.n = 1", "2" },
    };

    [ContractTheory]
    [MemberData(nameof(Parameters))]
    public async Task Parameters_take_the_place_of_values(string text, string value)
    {
        var query = new QueryDefinition(text).WithParameter("@p", JsonNode.Parse(value));
        var container = await CorpusAsync();
        Assert.Equal([2], await container.QueryAsync<int>(query));
        Assert.Equal([2], await container.QueryAsync<int>(query, "a"));
    }

    [ContractFact]
    public async Task A_parameter_is_a_value_and_never_text_of_the_statement()
    {
        var query = new QueryDefinition("SELECT VALUE c.n FROM c WHERE c.name = @name").WithParameter("@name", "x' OR 'a' = 'a");
        Assert.Empty(await (await CorpusAsync()).QueryAsync<int>(query));
    }

    [ContractFact]
    public async Task A_parameter_that_nobody_gave_answers_400()
    {
        var container = await CorpusAsync();
        await Expect.BadRequestAsync(() => container.QueryAsync("SELECT VALUE c.n FROM c WHERE c.name = @nobody"));
    }

    [ContractFact]
    public async Task A_page_says_what_it_cost_and_how_many_rows_it_has()
    {
        using var iterator = (await CorpusAsync()).GetItemQueryIterator<JsonNode>(
            "SELECT * FROM c", requestOptions: new() { MaxItemCount = 5, PartitionKey = new PartitionKey("a") });
        var page = await iterator.ReadNextAsync();
        Assert.Equal((HttpStatusCode.OK, 3), (page.StatusCode, page.Count));
        Assert.True(page.RequestCharge > 0);
        Assert.NotEmpty(page.ActivityId);
    }

    [ContractFact]
    public async Task A_query_in_a_missing_container_answers_404()
    {
        var container = (await DatabaseAsync()).GetContainer("no-such-container");
        var exception = await Assert.ThrowsAnyAsync<CosmosException>(() => container.QueryAsync("SELECT * FROM c"));
        Assert.Equal(HttpStatusCode.NotFound, exception.StatusCode);
    }

    [ContractFact]
    public async Task A_query_reads_what_was_just_written()
    {
        var (container, key) = (await SharedContainerAsync(), NewKey());
        for (var i = 1; i <= 20; i++)
        {
            await container.UpsertItemAsync(new Note($"{i % 5}", key, i));
            Assert.Equal([i], await container.QueryAsync<int>("SELECT VALUE MAX(c.n) FROM c", key));
        }
        await container.DeleteItemAsync<Note>("0", new PartitionKey(key));
        Assert.Equal([19], await container.QueryAsync<int>("SELECT VALUE MAX(c.n) FROM c", key));
    }

    [ContractTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Optimistic_direct_execution_changes_no_answer(bool optimistic)
    {
        var container = await CorpusAsync();
        var options = new QueryRequestOptions { EnableOptimisticDirectExecution = optimistic, MaxItemCount = 2 };
        Assert.Equal(
            [1, 3, 6, 8, 11],
            await container.GetItemQueryIterator<int>(
                "SELECT VALUE c.n FROM c WHERE c.active = true ORDER BY c.n", requestOptions: options).DrainAsync());

        options.PartitionKey = new PartitionKey("a");
        Assert.Equal(
            [1, 2, 3],
            await container.GetItemQueryIterator<int>(
                "SELECT VALUE c.n FROM c ORDER BY c.n", requestOptions: options).DrainAsync());
    }

    [ContractTheory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(8)]
    public async Task Ranges_may_be_read_in_parallel(int concurrency)
    {
        var options = new QueryRequestOptions { MaxConcurrency = concurrency, MaxItemCount = 1 };
        var rows = await (await CorpusAsync()).GetItemQueryIterator<int>(
            "SELECT VALUE c.n FROM c ORDER BY c.n DESC", requestOptions: options).DrainAsync();
        Assert.Equal([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1], rows);
    }

    [ContractFact]
    public async Task Index_metrics_may_be_asked_for()
    {
        var rows = await (await CorpusAsync()).GetItemQueryIterator<JsonNode>(
            "SELECT * FROM c WHERE c.name = 'Bob'", requestOptions: new() { PopulateIndexMetrics = true }).DrainAsync();
        Assert.Single(rows);
    }

    [ContractFact]
    public async Task A_long_statement_is_answered()
    {
        var values = string.Join(", ", Enumerable.Range(0, 3000).Select(i => $"'value {i}'"));
        var rows = await (await CorpusAsync()).QueryAsync<int>($"SELECT VALUE c.n FROM c WHERE c.name IN ({values}, 'Bob')");
        Assert.Equal([2], rows);
    }
}
