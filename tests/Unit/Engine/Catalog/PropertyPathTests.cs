using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Engine.Catalog;

namespace Serverless.Unit.Engine.Catalog;

public sealed class PropertyPathTests
{
    [Theory]
    [InlineData("/a", "a")]
    [InlineData("/a/b", "a|b")]
    [InlineData("/a/?", "a|?")]
    [InlineData("/\"a b\"/c", "a b|c")]
    [InlineData("/'a/b'", "a/b")]
    [InlineData("/\"say \\\"hi\\\"\"", "say \"hi\"")]
    [InlineData("/tags/[]/?", "tags|[]|?")]
    public void A_path_is_cut_into_names(string path, string names) => Assert.Equal(names, string.Join('|', PropertyPath.Parse(path)));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("/")]
    [InlineData("//a")]
    [InlineData("/a/")]
    [InlineData("/\"a")]
    [InlineData("/\"\"")]
    [InlineData("/\"a\"b")]
    [InlineData("/\"a\\")]
    public void A_text_that_is_no_path_is_a_bad_request(string path) =>
        Assert.Equal(400, Assert.Throws<RequestException>(() => PropertyPath.Parse(path)).Status);
}
