using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Queries;

/// <summary>Any text is a result or a 400, never a 500 and never a hang.</summary>
public abstract class QueryFuzzContract(Backend backend) : CorpusContract(backend)
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
        var container = await CorpusAsync();
        foreach (var text in Text.Sample(30, new Rnd((ulong)seed), 150))
        {
            using var iterator = container.GetItemQueryStreamIterator(text, requestOptions: Feeds.In("a"));
            var status = await Deadline.WithinAsync($"seed {seed} answers {text}", StatusAsync(iterator));
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"Seed {seed}: {status} for {text}");
        }
        Assert.Equal([12], await container.QueryAsync<int>("SELECT VALUE COUNT(1) FROM c"));
    }

    private static async Task<HttpStatusCode> StatusAsync(FeedIterator iterator)
    {
        using var answer = await iterator.ReadNextAsync();
        return answer.StatusCode;
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
