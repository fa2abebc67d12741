using System.Diagnostics;
using Serverless.LocalCosmos.Sql;
using Serverless.LocalCosmos.Sql.Plan;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.Unit.Sql.Syntax;

/// <summary>Any text is a statement with a plan or a mistake with a place, soon: never another exception, a hang or a crash.</summary>
public sealed class FuzzTests
{
    private const int Rounds = 20_000;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    private static readonly string[] Words =
    [
        "SELECT", "VALUE", "DISTINCT", "TOP", "FROM", "JOIN", "IN", "WHERE", "GROUP", "BY", "ORDER", "ASC", "DESC", "OFFSET", "LIMIT",
        "AND", "OR", "NOT", "BETWEEN", "LIKE", "ESCAPE", "EXISTS", "ARRAY", "AS", "udf", "true", "null", "undefined", "NaN", "LEFT", "HAVING",
        "c", "x", "COUNT", "AVG", "@p", "1", "0x1f", "1.5e3", "'a'", "\"b\"", "'\\u12'", "'", "\"", "--", "\n", "(", ")", "[", "]", "{", "}",
        ",", ":", ".", "?", "??", "*", "/", "%", "+", "-", "&", "|", "^", "~", "||", "=", "!=", "<>", "<", "<=", ">", ">=", "<<", ">>", ">>>",
        "!", ";", "@", "#", "\0", "\ud83d", "é",
    ];

    [Fact]
    public void Random_text() => Fuzz(random => string.Concat(Enumerable.Range(0, random.Next(80)).Select(_ => (char)random.Next(random.Next(4) == 0 ? 0x10000 : 0x80))));

    [Fact]
    public void Random_words() => Fuzz(random => "SELECT " + string.Join(random.Next(5) == 0 ? "" : " ", Enumerable.Range(0, random.Next(40)).Select(_ => Pick(random, Words))));

    [Fact]
    public void Mutated_statements() => Fuzz(random =>
    {
        var text = Pick(random, Statements.All);
        for (var mutations = random.Next(1, 4); mutations > 0; mutations--)
        {
            var (start, length) = (random.Next(text.Length + 1), random.Next(6));
            var rest = text[Math.Min(text.Length, start + length)..];
            text = text[..start] + random.Next(4) switch
            {
                0 => rest,
                1 => Pick(random, Words) + rest,
                2 => " " + Pick(random, Words) + " " + text[start..],
                _ => Pick(random, Statements.All)[^5..] + rest,
            };
        }

        return text;
    });

    [Fact]
    public void Spliced_statements() => Fuzz(random =>
    {
        var (left, right) = (Pick(random, Statements.All), Pick(random, Statements.All));
        return left[..random.Next(left.Length)] + right[random.Next(right.Length)..];
    });

    [Theory]
    [InlineData("SELECT VALUE ", "(", "1", ")", "")]
    [InlineData("SELECT VALUE ", "[", "1", "]", "")]
    [InlineData("SELECT VALUE ", "{a:", "1", "}", "")]
    [InlineData("SELECT VALUE ", "NOT ", "1", "", "")]
    [InlineData("SELECT VALUE ", "- ", "1", "", "")]
    [InlineData("SELECT VALUE ", "LOWER(", "1", ")", "")]
    [InlineData("SELECT VALUE ", "c.a = 1 AND (", "1", ")", " FROM c")]
    [InlineData("SELECT VALUE ", "1 ? ", "1", " : 2", "")]
    [InlineData("SELECT VALUE ", "1 ? 2 : ", "1", "", "")]
    [InlineData("SELECT VALUE ", "1 ?? ", "1", "", "")]
    [InlineData("SELECT VALUE ", "1 IN (", "1", ")", "")]
    [InlineData("SELECT VALUE ", "c[", "1", "]", " FROM c")]
    [InlineData("SELECT VALUE ", "(SELECT VALUE ", "1", ")", "")]
    [InlineData("SELECT VALUE ", "EXISTS(SELECT VALUE ", "1", ")", "")]
    [InlineData("SELECT VALUE 1 FROM ", "(SELECT VALUE 1 FROM ", "c", ")", "")]
    [InlineData("SELECT VALUE ", "COUNT(", "1", ")", " FROM c")]
    [InlineData("SELECT VALUE c", "", "", ".a", " FROM c ORDER BY c.a")]
    [InlineData("SELECT VALUE c", "", "", "['a']", " FROM c")]
    [InlineData("SELECT VALUE 1 FROM c", "", "", ".a", "")]
    [InlineData("SELECT VALUE 1 FROM c", "", "", " JOIN t IN c.t", "")]
    [InlineData("SELECT VALUE 1", "", "", "+1", "")]
    [InlineData("SELECT VALUE c.a", "", "", "||'a'", " FROM c GROUP BY c.a")]
    [InlineData("SELECT * FROM c WHERE c.a = 1", "", "", " AND c.pk = 1", "")]
    [InlineData("SELECT * FROM c WHERE c.pk = 1", "", "", " OR c.pk = 2", " ORDER BY c.a")]
    [InlineData("SELECT * FROM c WHERE c.pk IN (1", "", "", ",1", ") ORDER BY c.a")]
    [InlineData("SELECT 1", "", "", ",c.a", " FROM c")]
    [InlineData("SELECT c.a", "", "", ",COUNT(1)", " FROM c GROUP BY c.a")]
    [InlineData("SELECT * FROM c ORDER BY c.a", "", "", ",c.a", "")]
    [InlineData("SELECT c.a FROM c GROUP BY c.a", "", "", ",c.a", "")]
    [InlineData("SELECT '", "", "", "\\u0041", "'")]
    [InlineData("SELECT '", "", "", "\\", "")]
    [InlineData("SELECT 1", "", "", "0", "")]
    [InlineData("SELECT 1", "", "", " ", " FROM c")]
    [InlineData("SELECT 1", "", "", "-- \n", "")]
    [InlineData("", "", "", "SELECT ", "")]
    public async Task Deep_and_long_statements(string before, string opening, string middle, string closing, string after)
    {
        foreach (var times in new[] { 100, 450, 1_100, 2_400, 2_600, int.MaxValue })
        {
            var most = (SqlParser.MaxLength - before.Length - middle.Length - after.Length) / (opening.Length + closing.Length);
            var count = Math.Min(times, most);
            var text = before + Repeat(opening, count) + middle + Repeat(closing, count) + after;
            // A small stack: what is accepted must fit where the platform gives its threads little.
            await OnThread(() => Run(text), stackSize: 1 << 20);
        }
    }

    [Fact]
    public void Many_groups_and_many_columns() =>
        Run($"SELECT {string.Join(',', Enumerable.Range(0, 9000).Select(n => $"c.a{n}.b + 1"))} FROM c GROUP BY {string.Join(',', Enumerable.Range(0, 9000).Select(n => $"c.a{n}"))}");

    [Fact]
    public void Text_beyond_the_limit_is_refused_unread() =>
        Assert.Equal("SC3020", Assert.Throws<SqlException>(() => SqlParser.Parse(new string('(', SqlParser.MaxLength + 1))).Code);

    private static void Fuzz(Func<Random, string> next)
    {
        var random = new Random(20_260_101);
        for (var round = 0; round < Rounds; round++) Run(next(random));
    }

    private static void Run(string text)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var query = SqlParser.Parse(text);
            var printed = SqlPrinter.Print(query);
            if (printed.Length <= SqlParser.MaxLength) Assert.Equal(printed, SqlPrinter.Print(SqlParser.Parse(printed)));
            QueryPlanner.Plan(query, new Dictionary<string, Value> { ["@p"] = Value.Of("a") }, new PlanContext([["pk"]], _ => "AB")).ToJson();
        }
        catch (SqlException error)
        {
            Assert.InRange(error.Start, 0, error.End);
            Assert.InRange(error.End, 0, text.Length);
            Assert.NotEmpty(error.ToErrorJson());
        }

        Assert.True(watch.Elapsed < Bound, $"{watch.Elapsed} for {text.Length} characters: {text[..Math.Min(100, text.Length)]}");
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static Task OnThread(Action action, int stackSize)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
                    done.SetResult();
                }
                catch (Exception error)
                {
                    done.SetException(error);
                }
            },
            stackSize);
        thread.Start();
        return done.Task;
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
