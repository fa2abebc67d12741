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
