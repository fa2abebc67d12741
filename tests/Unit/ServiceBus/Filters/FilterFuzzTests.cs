using Serverless.LocalRuntime.ServiceBus.Filters;
using Serverless.LocalRuntime.ServiceBus.Filters.Syntax;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.Unit.ServiceBus.Filters;

/// <summary>Any text is a filter or a mistake with a place: never another exception or a crash.</summary>
public sealed class FilterFuzzTests
{
    private const int Rounds = 20_000;

    private static readonly string[] Words =
    [
        "AND", "OR", "NOT", "IS", "NULL", "EXISTS", "LIKE", "ESCAPE", "IN", "TRUE", "FALSE", "SET", "REMOVE", "sys.", "user.", "Label", "EnqueuedTimeUtc",
        "TimeToLive", "a", "color", "quantity", "day", "large", "newid()", "property(", "p('a')", "@x", "@", "1", "0", "9223372036854775807", "9223372036854775808",
        "1.5", "1e308", ".", "'a'", "'%_'", "'", "\"b\"", "\"", "[c]", "[", "]", "(", ")", ",", ";", "=", "<>", "!=", "<", "<=", ">", ">=", "!", "+", "-", "*", "/",
        "%", "\0", "\ud83d", "é", " ", "\n",
    ];

    [Fact]
    public void Random_text() => Fuzz(random =>
        string.Concat(Enumerable.Range(0, random.Next(80)).Select(_ => (char)random.Next(random.Next(4) == 0 ? 0x10000 : 0x80))));

    [Fact]
    public void Random_words() => Fuzz(random =>
        string.Join(random.Next(5) == 0 ? "" : " ", Enumerable.Range(0, random.Next(20)).Select(_ => Words[random.Next(Words.Length)])));

    [Theory]
    [InlineData("", "(", "1", ")", " = 1")]
    [InlineData("", "(", "1=1", ")", "")]
    [InlineData("", "NOT ", "1=1", "", "")]
    [InlineData("1=", "-", "1", "", "")]
    [InlineData("1=", "- ", "a", "", "")]
    [InlineData("1=", "p(", "a", ")", "")]
    [InlineData("1=1", "", "", "+1", "")]
    [InlineData("1=1", "", "", " AND 1=1", "")]
    [InlineData("1=1", "", "", " OR 1=1", "")]
    [InlineData("a IN (1", "", "", ",1", ")")]
    [InlineData("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' LIKE '", "", "", "%a", "b'")]
    public void Deep_and_long_filters(string before, string opening, string middle, string closing, string after)
    {
        var most = (Parser.MaxLength - before.Length - middle.Length - after.Length) / (opening.Length + closing.Length);
        for (var count = 0; count <= most; count += 7)
        {
            var text = before + string.Concat(Enumerable.Repeat(opening, count)) + middle + string.Concat(Enumerable.Repeat(closing, count)) + after;
            // Accepted, it must fit where the platform gives its threads little.
            Exception? failure = null;
            var thread = new Thread(() => failure = Record.Exception(() => Run(text)), maxStackSize: 256 * 1024);
            thread.Start();
            thread.Join();
            Assert.Null(failure);
        }
    }

    private static void Fuzz(Func<Random, string> next)
    {
        var random = new Random(20_260_101);
        for (var round = 0; round < Rounds; round++)
            Run(next(random));
    }

    private static void Run(string text)
    {
        Try(text, () => SqlFilter.Parse(text).Matches(Sample.Message));
        Try(text, () => SqlAction.Parse(text).Apply(Sample.Message));
    }

    private static void Try(string text, Action use)
    {
        try
        {
            use();
        }
        catch (FilterSyntaxException error)
        {
            Assert.InRange(error.Position, 0, text.Length);
        }
        catch (FilterException)
        {
            // A filter whose result does not exist.
        }
    }
}
