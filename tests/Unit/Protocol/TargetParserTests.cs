using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Protocol;

namespace Serverless.Unit.Protocol;

public sealed class TargetParserTests
{
    [Theory]
    [InlineData("/", "Account", "")]
    [InlineData("", "Account", "")]
    [InlineData("/?x=1", "Account", "")]
    [InlineData("http://localhost:8081/dbs/d?x=/y", "Database", "dbs|d")]
    [InlineData("http://localhost:8081", "Account", "")]
    [InlineData("/dbs/", "Databases", "dbs")]
    [InlineData("/dbs/a+b", "Database", "dbs|a+b")]
    [InlineData("/dbs/a%2Fb", "Database", "dbs|a/b")]
    [InlineData("/dbs/a%252Fb", "Database", "dbs|a%2Fb")]
    [InlineData("/dbs/%C3%A9", "Database", "dbs|é")]
    [InlineData("/dbs/é", "Database", "dbs|é")]
    [InlineData("/dbs/..", "Database", "dbs|..")]
    [InlineData("/dbs/../offers", "Unknown", "dbs|..|offers")]
    [InlineData("/dbs/d/colls/c/docs/x/y", "Unknown", "dbs|d|colls|c|docs|x|y")]
    [InlineData("/dbs/d/colls/c/docs/x/attachments", "UnsupportedFeed", "dbs|d|colls|c|docs|x|attachments")]
    [InlineData("/dbs/d/users/u/permissions/p", "UnsupportedResource", "dbs|d|users|u|permissions|p")]
    [InlineData("/dbs/d/colls/c/pkranges/0", "Unknown", "dbs|d|colls|c|pkranges|0")]
    [InlineData("/dbs/d/colls/c/operations/other", "Unknown", "dbs|d|colls|c|operations|other")]
    [InlineData("/dbs/d/colls/c/docs/%00", "Item", "dbs|d|colls|c|docs|\0")]
    [InlineData("/nothing", "Unknown", "nothing")]
    [InlineData("/_localcosmos/faults/3", "AdminFault", "_localcosmos|faults|3")]
    [InlineData("/_localcosmos/dbs/d/colls/c/split", "AdminSplit", "_localcosmos|dbs|d|colls|c|split")]
    [InlineData("/_localcosmos", "Unknown", "_localcosmos")]
    public void An_address_is_decoded_once_and_never_normalised(string target, string kind, string segments)
    {
        var parsed = TargetParser.Parse(target);
        Assert.Equal(kind, parsed.Kind.ToString());
        Assert.Equal(segments, string.Join('|', parsed.Segments));
    }

    [Theory]
    [InlineData("//dbs")]
    [InlineData("/dbs//colls")]
    [InlineData("/dbs/d/colls/c/docs//")]
    [InlineData("/dbs/%")]
    [InlineData("/dbs/%4")]
    [InlineData("/dbs/%zz")]
    [InlineData("/dbs/%C3")]
    [InlineData("/dbs/%C0%AF")]
    [InlineData("/dbs/%ED%A0%80")]
    [InlineData("dbs/d")]
    [InlineData("*")]
    public void An_address_that_is_none_is_a_bad_request(string target) =>
        Assert.Equal(400, Assert.Throws<RequestException>(() => TargetParser.Parse(target)).Status);

    [Fact]
    public void Half_a_character_is_a_bad_request() =>
        Assert.Equal(400, Assert.Throws<RequestException>(() => TargetParser.Parse("/dbs/" + '\ud800')).Status);

    [Fact]
    public void A_long_address_is_refused_and_a_deep_one_leads_nowhere()
    {
        Assert.Equal(400, Assert.Throws<RequestException>(() => TargetParser.Parse("/dbs/" + new string('x', 9000))).Status);
        Assert.Equal(ResourceKind.Unknown, TargetParser.Parse(string.Concat(Enumerable.Repeat("/dbs/d", 100))).Kind);
    }
}
