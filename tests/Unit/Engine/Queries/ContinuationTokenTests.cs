using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Engine.Queries;

namespace Serverless.Unit.Engine.Queries;

public sealed class ContinuationTokenTests
{
    [Fact]
    public void A_token_says_again_what_it_was_made_of()
    {
        var token = new ContinuationToken("index /n", [1, 2], 7, Rows: 3, Order: "[[1],[]]", Skipped: 4, Taken: 5);
        var read = ContinuationToken.Parse(token.ToString());
        Assert.Equal(token with { Key = null }, read! with { Key = null });
        Assert.Equal(token.Key, read!.Key);
        Assert.All(token.ToString(), c => Assert.InRange(c, ' ', '~'));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"p":"scan","n":-1}""")]
    [InlineData("""{"p":"scan","n":1,"r":-1}""")]
    [InlineData("""{"p":"scan","k":"not base64","n":1}""")]
    public void A_foreign_token_is_refused(string text) =>
        Assert.Equal(400, Assert.Throws<RequestException>(() => ContinuationToken.Parse(text)).Status);
}
