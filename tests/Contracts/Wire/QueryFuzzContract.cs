using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Queries;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Wire;

/// <summary>
/// Any text is a result or a 400, never a 500 and never a hang. Not through the SDK, whose own parser ends the process
/// when a statement is nested deeply.
/// </summary>
public abstract class QueryFuzzContract(Backend backend) : WireContract(backend)
{
    private static readonly string[] Pieces =
    [
        "SELECT", "VALUE", "TOP", "DISTINCT", "*", "FROM", "c", "c.n", "c.tags", "IN", "JOIN", "t", "WHERE", "ORDER BY", "GROUP BY",
        "OFFSET", "LIMIT", "AND", "OR", "NOT", "BETWEEN", "LIKE", "EXISTS(", "ARRAY(", "COUNT(1)", "SUM(c.n)", "(", ")", "[", "]",
        "{", "}", ",", ":", "?", "??", ".", "=", "!=", "<", "||", "+", "-", "~", "1", "-1", "1e400", "'x'", "\"", "'", "\\", "@p",
        "null", "undefined", "true", "AS", "ESCAPE", "udf.f(", "ABS(", "REGEXMATCH('aaaa', '(a+)+$')", "\0", "é", "😀", "/*", "--",
    ];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Elements(Pieces).ListOf().Select(pieces => string.Join(' ', pieces)),
        Gen.Elements([.. CaseFile.Read("statements.txt").Values.Select(lines => lines[0])]).SelectMany(Mutate),
        Gen.Choose(1, 3000).Select(depth => $"SELECT VALUE {new string('(', depth)}1{new string(')', depth)} FROM c"),
        Gen.Choose(1, 3000).Select(depth => $"SELECT VALUE {new string('[', depth)} FROM c"),
        Gen.Choose(1, 3000).Select(depth => $"SELECT VALUE {string.Concat(Enumerable.Repeat("NOT ", depth))}true FROM c"));

    [ContractTheory]
    [InlineData(7)]
    [InlineData(77)]
    public async Task Any_text_is_answered_with_200_or_400(int seed)
    {
        foreach (var text in Text.Sample(30, new Rnd((ulong)seed), 200))
        {
            var body = new JsonObject { ["query"] = text }.ToJsonString();
            foreach (var kind in (string[])["x-ms-documentdb-isquery", "x-ms-cosmos-is-query-plan-request"])
            {
                var (status, answer) = await Deadline.WithinAsync($"seed {seed} answers {text}", DocsAsync(
                    "POST", "docs", body, (kind, "True"), ("content-type", "application/query+json"),
                    ("x-ms-documentdb-partitionkey", "[\"p\"]")));
                Assert.True(status is 200 or 400, $"Seed {seed}: {status} for {text}: {answer}");
            }
        }
    }

    /// <summary>Drops, doubles or replaces one character or word.</summary>
    private static Gen<string> Mutate(string text) =>
        from at in Gen.Choose(0, text.Length - 1)
        from piece in Gen.Elements(Pieces)
        from way in Gen.Choose(0, 3)
        select way switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, text[at].ToString()),
            2 => text[..at],
            _ => text.Insert(at, piece),
        };
}
