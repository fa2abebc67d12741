using Serverless.LocalCosmos.Sql;

namespace Serverless.Unit.Sql.Functions;

/// <summary>What the service has and this engine lacks is refused by name, not mistaken for a misspelling.</summary>
public sealed class UnsupportedFunctionTests
{
    [Theory]
    [InlineData("FullTextContains(c.t, 'a')")]
    [InlineData("FullTextContainsAll(c.t, 'a')")]
    [InlineData("FullTextContainsAny(c.t, 'a')")]
    [InlineData("FullTextScore(c.t, 'a')")]
    [InlineData("RRF(c.t, c.u)")]
    public void A_function_of_full_text_search_is_refused_by_its_name(string call)
    {
        var refused = Assert.Throws<SqlException>(() => Evaluate.Json(call));
        Assert.Contains(call[..call.IndexOf('(', StringComparison.Ordinal)], refused.Message, StringComparison.Ordinal);
        Assert.Contains("not supported", refused.Message, StringComparison.Ordinal);
    }
}
