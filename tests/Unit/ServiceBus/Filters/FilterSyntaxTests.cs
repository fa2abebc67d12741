using Serverless.LocalRuntime.ServiceBus.Filters;
using Serverless.LocalRuntime.ServiceBus.Filters.Syntax;

namespace Serverless.Unit.ServiceBus.Filters;

public sealed class FilterSyntaxTests
{
    [Theory]
    [InlineData("", 0, "Expected a value, found the end.")]
    [InlineData("a =", 3, "Expected a value, found the end.")]
    [InlineData("a = 1 b", 6, "Expected the end, found 'b'.")]
    [InlineData("a", 0, "What begins with 'a' is a value and no condition")]
    [InlineData("a = 1 AND b", 10, "What begins with 'b' is a value and no condition")]
    [InlineData("NOT a", 4, "What begins with 'a' is a value and no condition")]
    [InlineData("(a = 1) = 2", 0, "What begins with '(' is a condition and no value")]
    [InlineData("1 + (a = 1) = 2", 4, "What begins with '(' is a condition and no value")]
    [InlineData("(a = 1", 6, "Expected ), found the end.")]
    [InlineData("a = 'text", 4, "There is no ' that ends what begins with '")]
    [InlineData("[a = 1", 0, "There is no ] that ends what begins with [")]
    [InlineData("[] = 1", 0, "A name is empty.")]
    [InlineData("a = 1a", 5, "The number '1' runs into 'a'.")]
    [InlineData("a = 1e+", 4, "The number '1e+' has no exponent.")]
    [InlineData("a = 9223372036854775808", 4, "The integer '9223372036854775808' is too large.")]
    [InlineData("a # 1", 2, "There is no place for '#' here.")]
    [InlineData("_a = 1", 0, "There is no place for '_' here.")]
    [InlineData("a = \ud83d\ude00", 4, "There is no place for '\ud83d\ude00' here.")]
    [InlineData("a IS 1", 5, "Expected NULL, found '1'.")]
    [InlineData("1 IS NULL", 2, "as only a property can be NULL")]
    [InlineData("a NOT 1", 6, "Expected IN or LIKE, found '1'.")]
    [InlineData("a IN ()", 6, "Expected a value, found ')'.")]
    [InlineData("a IN 1", 5, "Expected (, found '1'.")]
    [InlineData("a LIKE 'x' ESCAPE 'xy'", 18, "must be one character")]
    [InlineData("EXISTS(1)", 7, "Expected the name of a property, found '1'.")]
    [InlineData("EXISTS a", 7, "Expected (, found 'a'.")]
    [InlineData("sys.Missing = 1", 4, "There is no system property 'Missing'.")]
    [InlineData("other.a = 1", 0, "There is no scope 'other'")]
    [InlineData("[sys].Label = 1", 0, "There is no scope 'sys'")]
    [InlineData("sys. = 1", 5, "Expected the name of a property, found '='.")]
    [InlineData("now() = 1", 0, "There is no function 'now'")]
    [InlineData("a = @p", 4, "The parameter @p has no value.")]
    [InlineData("a = @", 4, "The name of a parameter is missing")]
    [InlineData("AND = 1", 0, "Expected a value, found 'AND'.")]
    public void A_filter_that_is_none_is_answered_with_the_place(string text, int position, string problem)
    {
        var error = Assert.Throws<FilterSyntaxException>(() => SqlFilter.Parse(text));
        Assert.Equal(position, error.Position);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.EndsWith($"(at position {position + 1})", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0, "Expected SET or REMOVE, found the end.")]
    [InlineData("UPDATE a = 1", 0, "Expected SET or REMOVE, found 'UPDATE'.")]
    [InlineData("SET a = 1;;", 10, "Expected SET or REMOVE, found ';'.")]
    [InlineData("SET a", 5, "Expected =, found the end.")]
    [InlineData("SET 1 = 2", 4, "Expected the name of a property, found '1'.")]
    [InlineData("SET a = (b = 1)", 8, "is a condition and no value")]
    [InlineData("SET sys.EnqueuedTimeUtc = 1", 4, "The system property sys.EnqueuedTimeUtc cannot be changed.")]
    [InlineData("REMOVE sys.ExpiresAtUtc", 7, "The system property sys.ExpiresAtUtc cannot be changed.")]
    [InlineData("SET sys.Nonsense = 1", 8, "There is no system property 'Nonsense'.")]
    public void An_action_that_is_none_is_answered_with_the_place(string text, int position, string problem)
    {
        var error = Assert.Throws<FilterSyntaxException>(() => SqlAction.Parse(text));
        Assert.Equal(position, error.Position);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_and_statements_are_limited_as_by_the_service()
    {
        Assert.True(Sample.Matches("1=1".PadRight(Parser.MaxLength)));
        Assert.Throws<FilterSyntaxException>(() => SqlFilter.Parse("1=1".PadRight(Parser.MaxLength + 1)));
        SqlAction.Parse(Repeated("REMOVE a;", 32));
        Assert.Throws<FilterSyntaxException>(() => SqlAction.Parse(Repeated("REMOVE a;", 33)));
    }

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
