namespace Serverless.Unit.Sql.Functions;

public sealed class ItemFunctionTests
{
    [Theory]
    [InlineData("""{"_rid":"36ZyAPW+uN8NAAAAAAAAAA=="}""", "13")]
    [InlineData("""{"_rid":"36ZyAPW-uN8AAAAAAAAAAA=="}""", "0")]
    [InlineData("""{"_rid":"36ZyAPW+uN8="}""", null)]
    [InlineData("""{"_rid":"not a rid"}""", null)]
    [InlineData("""{"id":"1"}""", null)]
    public void DocumentId_is_the_number_in_the_rid(string item, string? expected) =>
        Assert.Equal(expected, Evaluate.Over(item, "DOCUMENTID(c)"));

    [Fact]
    public void DocumentId_of_what_is_no_item_is_undefined() => Assert.Null(Evaluate.Json("DOCUMENTID(1)"));
}
