using FsCheck;
using FsCheck.Fluent;

namespace Serverless.Unit.Engine.Queries;

/// <summary>An index changes how documents are found, never which: a container without one answers the same.</summary>
public sealed class IndexedAnswerTests
{
    private const int Documents = 160;

    [Theory]
    [InlineData("[\"p1\"]")]
    [InlineData(null)]
    public async Task Any_or_gives_what_the_scan_gives_for_every_page_size(string? partition)
    {
        await using var twins = await TwinContainers.FillAsync(Documents);
        var unions = 0;
        Prop.ForAll(Gen.Zip(Filters.Or, Gen.Elements(1, 2, 3, 7, 50, 1000)).ToArbitrary(), async input =>
        {
            var (filter, pageSize) = input;
            var statement = $"SELECT VALUE c.id FROM c WHERE {filter}";
            var expected = (await twins.AnswerAsync(TwinContainers.Scanned, statement, 1000, partition)).Order();
            Assert.Equal(expected, (await twins.AnswerAsync(TwinContainers.Indexed, statement, pageSize, partition)).Order());
            if ((await twins.ExplainAsync(statement)).StartsWith("union of", StringComparison.Ordinal)) unions++;
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
        if (partition is null) Assert.InRange(unions, 20, 150);
    }

    [Fact]
    public async Task Any_filter_gives_what_the_scan_gives()
    {
        await using var twins = await TwinContainers.FillAsync(Documents);
        Prop.ForAll(Gen.Zip(Filters.Any3, Gen.Elements(1, 5, 1000)).ToArbitrary(), async input =>
        {
            var (filter, pageSize) = input;
            var statement = $"SELECT VALUE c.id FROM c WHERE {filter}";
            var expected = (await twins.AnswerAsync(TwinContainers.Scanned, statement, 1000)).Order();
            Assert.Equal(expected, (await twins.AnswerAsync(TwinContainers.Indexed, statement, pageSize)).Order());
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    [Fact]
    public async Task The_rows_of_a_union_come_in_the_same_order_however_they_are_paged()
    {
        await using var twins = await TwinContainers.FillAsync(Documents);
        const string statement = "SELECT VALUE c.id FROM c WHERE c.a = 1 OR c.b > 1 OR ARRAY_CONTAINS(c.tags, 2)";
        Assert.StartsWith("union of index /a, index /b, index /tags/[]", await twins.ExplainAsync(statement), StringComparison.Ordinal);
        var whole = await twins.AnswerAsync(TwinContainers.Indexed, statement, 1000);
        Assert.Equal(whole.Distinct(), whole);
        foreach (var pageSize in (int[])[1, 2, 13]) Assert.Equal(whole, await twins.AnswerAsync(TwinContainers.Indexed, statement, pageSize));
    }

    [Fact]
    public async Task Pages_tell_unions_of_the_same_paths_apart()
    {
        await using var twins = await TwinContainers.FillAsync(Documents);
        const string statement = "SELECT VALUE c.id FROM c WHERE (c.a > -3 OR c.b > -3) AND (c.a IN (1, 2) OR c.b IN (1, 2) OR (c.o.x = 1 AND (c.a = 0 OR c.b = 0)))";
        var expected = (await twins.AnswerAsync(TwinContainers.Scanned, statement, 1000)).Order();
        Assert.Equal(expected, (await twins.AnswerAsync(TwinContainers.Indexed, statement, 1)).Order());
    }
}
