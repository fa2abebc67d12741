using Serverless.LocalRuntime.ServiceBus.Filters;
using Serverless.LocalRuntime.ServiceBus.Messages;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.Unit.ServiceBus.Filters;

public sealed class SqlFilterTests
{
    [Theory]
    [InlineData("1=1")]
    [InlineData("sys.Label LIKE '%bus%'")]
    [InlineData("sys.label like '%bus%' OR user.tag IN ('queue', 'topic', 'subscription')")]
    [InlineData("sys.messageid = 'm-1'")]
    [InlineData("sys.correlationid like 'abc-%'")]
    [InlineData("user.color like 'r_d'")]
    [InlineData("color='red' AND quantity=10")]
    [InlineData("sys.To IN ('Store5','Store6','Store7') OR StoreId = 'Store8'")]
    [InlineData("sys.To NOT IN ('Store1','Store2') AND color NOT IN ('blue')")]
    [InlineData("\"http://schemas.microsoft.com/xrm/2011/Claims/EntityLogicalName\" = 'account'")]
    [InlineData("sys.ReplyTo = 'johndoe@contoso.com' AND color = 'red'")]
    [InlineData("path LIKE 'ABC\\%' ESCAPE '\\'")]
    [InlineData("Quantity > 2.08")]
    [InlineData("EXISTS(color) AND NOT EXISTS (colour)")]
    [InlineData("EXISTS(sys.SessionId) AND NOT EXISTS(sys.PartitionKey)")]
    public void Examples_of_the_documentation_match(string filter) => Assert.True(Sample.Matches(filter));

    [Theory]
    [InlineData("[Property With Space] = 'spaced'", true)]
    [InlineData("[a]]b] = 'bracket'", true)]
    [InlineData("\"say \"\"hi\"\"\" = 'quote'", true)]
    [InlineData("[AND] = 'keyword'", true)]
    [InlineData("user.[AND] = 'keyword'", true)]
    [InlineData("sys.[Label] = 'the bus stops'", true)]
    [InlineData("COLOR = 'red'", true)]
    [InlineData("case = 'lower' AND CASE = 'upper'", true)]
    [InlineData("color = 'Red'", false)]
    [InlineData("property('COLOR') = 'red' AND p(name) = 'red' AND p('co' + 'lor') = 'red'", true)]
    [InlineData("p('sys.Label') IS NULL AND p(5) IS NULL", true)]
    [InlineData("newid() <> newid()", true)]
    [InlineData("key = '3F2504E0-4F89-11D3-9A0C-0305E82C3301'", true)]
    [InlineData("newid() = key", false)]
    public void Names_and_functions(string filter, bool expected) => Assert.Equal(expected, Sample.Matches(filter));

    [Theory]
    [InlineData("quantity = 10.0", true)]
    [InlineData("price = 2.5 AND weight = 1.5 AND price > weight", true)]
    [InlineData("quantity + 1 * 2 = 12 AND (quantity + 1) * 2 = 22", true)]
    [InlineData("quantity / 4 = 2 AND quantity / 4.0 = 2.5 AND quantity % 4 = 2", true)]
    [InlineData("-quantity = -10 AND - - quantity = 10 AND +quantity = 10 AND 5 - -5 = quantity", true)]
    [InlineData("-9223372036854775808 < 9223372036854775807", true)]
    [InlineData("large > 9223372036854775807 AND large = large", true)]
    [InlineData("101.5E5 = 10150000 AND 0.5E-2 = .005 AND 1. = 1", true)]
    [InlineData("1 < 2 AND 2 <= 2 AND 3 > 2 AND 2 >= 2 AND 1 <> 2 AND 1 != 2", true)]
    [InlineData("0.0 / 0 = 0.0 / 0", false)]
    [InlineData("0.0 / 0 <> 0.0 / 0", true)]
    [InlineData("'a' < 'b' AND 'B' < 'a' AND 'a' + 'b' = 'ab' AND 'a' + 1 = 'a1'", true)]
    [InlineData("letter = 'x'", true)]
    [InlineData("urgent = TRUE AND urgent <> false", true)]
    [InlineData("urgent > FALSE", false)]
    [InlineData("day < '2024-01-31' AND day >= '2024-01-30T00:00:00Z'", true)]
    [InlineData("sys.EnqueuedTimeUtc - day = '1.12:00:00' AND sys.EnqueuedTimeUtc > day", true)]
    [InlineData("sys.EnqueuedTimeUtc + span > sys.EnqueuedTime AND span + span = '00:10:00' AND -span < span", true)]
    [InlineData("sys.TimeToLive = '01:00:00' AND sys.ExpiresAtUtc = '2024-01-31T13:00:00Z'", true)]
    [InlineData("day = 'no day'", false)]
    public void Values_compare_and_calculate_as_in_C_sharp(string filter, bool expected) => Assert.Equal(expected, Sample.Matches(filter));

    [Theory]
    [InlineData("missing = 1")]
    [InlineData("missing <> 1")]
    [InlineData("NOT missing = 1")]
    [InlineData("nothing = NULL")]
    [InlineData("color = 1")]
    [InlineData("NOT color = 1")]
    [InlineData("bytes = bytes")]
    [InlineData("-color = 1")]
    [InlineData("+color = 1")]
    [InlineData("missing + 1 = missing + 1")]
    [InlineData("missing IN (1, 2)")]
    [InlineData("missing NOT IN (1, 2)")]
    [InlineData("missing LIKE '%'")]
    [InlineData("missing NOT LIKE '%'")]
    [InlineData("quantity LIKE '%'")]
    [InlineData("color LIKE missing")]
    [InlineData("color LIKE 'red' ESCAPE missing")]
    [InlineData("color LIKE 'red' ESCAPE name")]
    public void What_is_unknown_does_not_match_and_neither_does_its_opposite(string filter)
    {
        Assert.False(Sample.Matches(filter));
        Assert.False(Sample.Matches($"NOT ({filter})"));
    }

    [Theory]
    [InlineData("missing IS NULL AND nothing IS NULL AND sys.PartitionKey IS NULL", true)]
    [InlineData("color IS NOT NULL AND bytes IS NOT NULL AND sys.Label IS NOT NULL", true)]
    [InlineData("EXISTS(nothing)", true)]
    [InlineData("missing = 1 OR color = 'red'", true)]
    [InlineData("color = 'red' OR missing = 1", true)]
    [InlineData("missing = 1 AND color = 'blue'", false)]
    [InlineData("NOT (missing = 1 AND color = 'blue')", true)]
    [InlineData("color IN (missing, 'red')", true)]
    [InlineData("color NOT IN (missing, 'blue')", false)]
    public void Unknown_is_the_third_truth_value(string filter, bool expected) => Assert.Equal(expected, Sample.Matches(filter));

    [Theory]
    [InlineData("", "%", true)]
    [InlineData("", "_", false)]
    [InlineData("abc", "a%c", true)]
    [InlineData("abc", "%b%", true)]
    [InlineData("abc", "a__", true)]
    [InlineData("abc", "a_", false)]
    [InlineData("a.c", "a.c", true)]
    [InlineData("abc", "a.c", false)]
    [InlineData("aXbXc", "%X%X_", true)]
    [InlineData("100%", "100!%", true)]
    [InlineData("100x", "100!%", false)]
    [InlineData("a!", "a!!", true)]
    [InlineData("a!", "a!", true)]
    public void Patterns(string text, string pattern, bool expected) =>
        Assert.Equal(expected, Sample.Matches($"'{text}' LIKE '{pattern}' ESCAPE '!'"));

    [Fact]
    public void Parameters_are_named_with_or_without_their_sign()
    {
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["@dtParam"] = Sample.Enqueued.UtcDateTime,
            ["timespan"] = TimeSpan.FromHours(36),
        };
        Assert.True(Sample.Matches("day < @dtparam AND (@dtParam - day) <= @timespan AND @dtParam-day = @timespan", parameters));
    }

    [Theory]
    [InlineData("quantity / 0 = 1")]
    [InlineData("quantity % 0 = 1")]
    [InlineData("9223372036854775807 + 1 = 1")]
    [InlineData("-(-9223372036854775808) = 1")]
    [InlineData("1 = 1 AND quantity / 0 = 1")]
    public void A_result_that_does_not_exist_is_a_failure(string filter) => Assert.Throws<FilterException>(() => Sample.Matches(filter));

    [Theory]
    [InlineData("quantity = 11 AND quantity / 0 = 1", false)]
    [InlineData("quantity = 10 OR quantity / 0 = 1", true)]
    public void The_left_side_can_keep_the_right_from_failing(string filter, bool expected) => Assert.Equal(expected, Sample.Matches(filter));

    [Fact]
    public void A_message_without_anything_matches_only_what_asks_for_nothing()
    {
        Assert.True(SqlFilter.Parse("a IS NULL AND sys.MessageId IS NULL AND NOT EXISTS(a)").Matches(new MessageView()));
        Assert.False(SqlFilter.Parse("sys.ExpiresAtUtc > sys.EnqueuedTimeUtc").Matches(new MessageView()));
    }
}
