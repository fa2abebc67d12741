namespace Serverless.Unit.Engine.Queries;

/// <summary>Groups come in pages, each of them whole, whatever the size of the pages.</summary>
public sealed class GroupPagingTests
{
    [Theory]
    [InlineData("SELECT c.a, COUNT(1) AS n FROM c GROUP BY c.a")]
    [InlineData("SELECT c.a, c.pk, COUNT(1) AS n, MAX(c.b) AS b FROM c WHERE IS_DEFINED(c.b) GROUP BY c.a, c.pk")]
    [InlineData("SELECT VALUE c.a FROM c GROUP BY c.a")]
    [InlineData("SELECT VALUE {'t': t, 'n': COUNT(1)} FROM c JOIN t IN c.tags GROUP BY t")]
    [InlineData("SELECT c.a, c.b, COUNT(1) AS n FROM c GROUP BY c.a, c.b OFFSET 7 LIMIT 31")]
    [InlineData("SELECT TOP 9 c.a, COUNT(1) AS n FROM c WHERE c.a > 0 OR c.b > 0 GROUP BY c.a")]
    [InlineData("SELECT DISTINCT VALUE COUNT(1) FROM c GROUP BY c.a, c.pk")]
    [InlineData("SELECT c.a, COUNT(1) AS n FROM c GROUP BY c.a ORDER BY c.a DESC")]
    [InlineData("SELECT VALUE s.n FROM (SELECT c.a, COUNT(1) AS n FROM c GROUP BY c.a) AS s WHERE s.n > 1")]
    public async Task Pages_of_any_size_give_the_same_groups(string statement)
    {
        await using var twins = await TwinContainers.FillAsync(200);
        var whole = await twins.AnswerAsync(TwinContainers.Indexed, statement, 1000);
        Assert.True(whole.Count > 3);
        Assert.Equal(whole.Order(), (await twins.AnswerAsync(TwinContainers.Scanned, statement, 1000)).Order());
        foreach (var pageSize in (int[])[1, 2, 7, 20])
            Assert.Equal(whole, await twins.AnswerAsync(TwinContainers.Indexed, statement, pageSize));
    }

    [Fact]
    public async Task A_client_that_puts_groups_together_gets_them_in_pages_as_large_as_may_be()
    {
        await using var twins = await TwinContainers.FillAsync(200);
        var pages = await twins.PagesAsync(
            TwinContainers.Indexed, "SELECT [{'item': c.id}] AS groupByItems, {'n': {'item': COUNT(1)}} AS payload FROM c GROUP BY c.id", pageSize: 1);
        Assert.Equal(200, Assert.Single(pages).Count);
    }
}
