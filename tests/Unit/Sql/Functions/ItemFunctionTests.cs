namespace Serverless.Unit.Sql.Functions;

public sealed class ItemFunctionTests
{
    public static TheoryData<string, string?> Facts => new()
    {
        { "DOCUMENTID({_rid: '36ZyAPW+uN8NAAAAAAAAAA=='})", "13" },
        { "DOCUMENTID({_rid: '36ZyAPW-uN8AAAAAAAAAAA=='})", "0" },
        { "DOCUMENTID({_rid: '36ZyAPW+uN8='})", null },
        { "DOCUMENTID({_rid: 'not a rid'})", null },
        { "DOCUMENTID({id: '1'})", null },
        { "DOCUMENTID(1)", null },
    };

    [Theory, MemberData(nameof(Facts))]
    public void Is_the_number_in_the_rid(string expression, string? expected) => Assert.Equal(expected, Evaluate.Json(expression));

    [Fact]
    public void Takes_an_alias_of_the_item() => Assert.Equal("13", Evaluate.Over("""{"_rid":"36ZyAPW+uN8NAAAAAAAAAA=="}""", "DOCUMENTID(c)"));
}
