using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Engine.Keys;
using Serverless.LocalCosmos.Protocol;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.Unit.Engine.Keys;

public sealed class EffectivePartitionKeyTests
{
    [Theory]
    [InlineData("""["p1"]""", "062B23DEC15212F01B9A85F4E93A940C")]
    [InlineData("""["p0"]""", "03A4DE7195849FD7388755761E4E5CC0")]
    [InlineData("""[""]""", "32E9366E637A71B4E710384B2F4970A0")]
    [InlineData("[null]", "378867E4430E67857ACE5C908374FE16")]
    [InlineData("[{}]", "11622DAA78F835834610ABE56EFF5CB5")]
    [InlineData("[true]", "0E711127C5B5A8E4726AC6DD306A3E59")]
    [InlineData("[false]", "2FE1BE91E90A3439635E0E9E37361EF2")]
    [InlineData("[0]", "155B95BEDAC4B1E9EC1CDC9BB0DDDE58")]
    [InlineData("[1.5]", "35C5DDEB6C795D16A9963C73C54E97BC")]
    [InlineData("[-1]", "19938E7A936C1C5B9E3AE842BBC16839")]
    public void A_plain_key_hashes_as_in_the_sdk(string key, string expected) =>
        Assert.Equal(expected, Text(key, PartitionKeyKind.Hash));

    [Theory]
    [InlineData("""["t0"]""", "1235D6A7DD66DBE1C7A94E79B28C86E7")]
    [InlineData("""["t0","s0"]""", "1235D6A7DD66DBE1C7A94E79B28C86E72675411FEB51AA6CB46A3A9C062FB025")]
    [InlineData("""["t9",{}]""", "0ED6CF4EF47ADB087AF045C47D54BCAC11622DAA78F835834610ABE56EFF5CB5")]
    public void A_hierarchical_key_hashes_level_by_level(string key, string expected) =>
        Assert.Equal(expected, Text(key, PartitionKeyKind.MultiHash));

    [Fact]
    public void A_long_string_is_not_cut() =>
        Assert.Equal("319C4E8C8F7247700B7F8E38B72390B6", Text($"""["{new string('a', 150)}"]""", PartitionKeyKind.Hash));

    private static string Text(string key, PartitionKeyKind kind) =>
        EffectivePartitionKey.ToText(EffectivePartitionKey.Of(PartitionKeyHeader.Parse(key), kind));
}
