using FsCheck;
using FsCheck.Fluent;

namespace Serverless.Unit.Engine.Queries;

/// <summary>
/// An index walked for its order gives the order that sorting gives, also where values share a key: strings that differ
/// only behind what a key holds, integers that a double cannot tell apart, arrays and objects.
/// </summary>
public sealed class OrderedWalkTests
{
    /// <summary>More than the planner would sort.</summary>
    private const int Documents = 2300;

    private static readonly string Shared = new('a', 256);

    private static readonly Gen<string> Value = Gen.Frequency(
        (8, Gen.Choose(-1000, 1000).Select(n => $"{n}")),
        (4, Gen.Choose(0, 3000).Select(n => $"\"text {n}\"")),
        (1, from end in Gen.Elements("", "a", "b", "ab", "é", "日", "\U0001F600", "\uFF5E", "zz") select $"\"{Shared}{end}\""),
        (1, from end in Gen.Choose(0, 9) select $"900719925474099{end}"),
        (1, from end in Gen.Choose(0, 9) select $"-900719925474099{end}"),
        (1, from n in Gen.Choose(0, 5) from m in Gen.Choose(0, 5) select $"[{n},{m}]"),
        (1, from n in Gen.Choose(0, 5) select $$"""{"x":{{n}}}"""),
        (1, Gen.Elements("true", "false", "null", "0.5", "-0.5", "\"\"")));

    [Fact]
    public async Task A_sort_by_several_values_loads_what_the_first_of_them_says()
    {
        await using var twins = await TwinContainers.FillAsync(
            Gen.Zip(Value, Gen.Choose(0, 9)).Select(values => $",\"s\":{values.Item1},\"n\":{values.Item2}").Sample(Documents, 20));
        string[] statements =
        [
            "SELECT VALUE c.id FROM c ORDER BY c.s, c.n",
            "SELECT VALUE c.id FROM c ORDER BY c.s DESC, c.n ASC",
            "SELECT VALUE c.id FROM c ORDER BY c.n DESC, c.s DESC OFFSET 50 LIMIT 2000",
            "SELECT DISTINCT VALUE c.s FROM c ORDER BY c.s",
            "SELECT DISTINCT VALUE c.n FROM c ORDER BY c.n DESC",
            "SELECT DISTINCT c.n, IS_NUMBER(c.s) AS isNumber FROM c ORDER BY c.n",
            "SELECT DISTINCT c.n, IS_NUMBER(c.s) AS isNumber FROM c ORDER BY c.n OFFSET 3 LIMIT 9",
        ];
        foreach (var statement in statements)
        {
            Assert.Contains(", in order of the first value", await twins.ExplainAsync(statement), StringComparison.Ordinal);
            var sorted = await twins.AnswerAsync(TwinContainers.Scanned, statement, 10_000);
            foreach (var pageSize in (int[])[61, 10_000])
                Assert.Equal(sorted, await twins.AnswerAsync(TwinContainers.Indexed, statement, pageSize));
        }

        var drained = await twins.LoadedAsync(TwinContainers.Indexed, statements[0], pageSize: 100);
        Assert.InRange(drained, Documents, 3 * Documents);
    }

    [Theory]
    [InlineData("SELECT DISTINCT VALUE c.a FROM c ORDER BY c.a")]
    [InlineData("SELECT DISTINCT c.a, c.pk FROM c ORDER BY c.a DESC")]
    [InlineData("SELECT DISTINCT c.pk FROM c ORDER BY c.pk OFFSET 1 LIMIT 2")]
    public async Task Sorted_results_come_once_however_they_are_paged(string statement)
    {
        await using var twins = await TwinContainers.FillAsync(200);
        var whole = await twins.AnswerAsync(TwinContainers.Scanned, statement, 1000);
        Assert.Equal(whole.Distinct(), whole);
        foreach (var pageSize in (int[])[1, 2, 9]) Assert.Equal(whole, await twins.AnswerAsync(TwinContainers.Scanned, statement, pageSize));
    }

    [Fact]
    public async Task An_ordered_walk_gives_the_order_of_a_sort()
    {
        await using var twins = await TwinContainers.FillAsync(Value.Select(value => $",\"s\":{value},\"t\":[1,2]").Sample(Documents, 20));
        string[] statements =
        [
            "SELECT VALUE c.id FROM c ORDER BY c.s",
            "SELECT VALUE c.id FROM c ORDER BY c.s DESC",
            "SELECT VALUE {'id': c.id, 't': t} FROM c JOIN t IN c.t ORDER BY c.s",
            "SELECT VALUE {'id': c.id, 't': t} FROM c JOIN t IN c.t ORDER BY c.s DESC",
            "SELECT VALUE c.id FROM c WHERE c.s != 7 AND c.s != 'text 7' ORDER BY c.s",
            "SELECT VALUE c.id FROM c WHERE c.s NOT IN (1, 2, 3, 'text 5') ORDER BY c.s DESC OFFSET 100 LIMIT 1900",
        ];
        foreach (var statement in statements)
        {
            Assert.StartsWith($"index /s{(statement.Contains("DESC", StringComparison.Ordinal) ? " descending" : "")}, in order", await twins.ExplainAsync(statement), StringComparison.Ordinal);
            var sorted = await twins.AnswerAsync(TwinContainers.Scanned, statement, 10_000);
            foreach (var pageSize in (int[])[37, 10_000])
                Assert.Equal(sorted, await twins.AnswerAsync(TwinContainers.Indexed, statement, pageSize));
        }
    }
}
