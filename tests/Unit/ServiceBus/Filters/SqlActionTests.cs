using Serverless.LocalRuntime.ServiceBus.Filters;
using Serverless.LocalRuntime.ServiceBus.Messages;

namespace Serverless.Unit.ServiceBus.Filters;

public sealed class SqlActionTests
{
    [Fact]
    public void The_example_of_the_documentation()
    {
        var changed = Apply("SET quantity = quantity / 2; REMOVE price;SET sys.CorrelationId = 'low';");
        Assert.Equal(5, changed.Properties["Quantity"]);
        Assert.False(changed.Properties.ContainsKey("price"));
        Assert.Equal("low", changed.CorrelationId);
        Assert.Equal(10, Sample.Message.Properties["Quantity"]);
    }

    [Theory]
    [InlineData("SET fresh = 1", "fresh", 1L)]
    [InlineData("SET fresh = 1.5", "fresh", 1.5)]
    [InlineData("SET fresh = 'a' + 'b'", "fresh", "ab")]
    [InlineData("SET user.fresh = TRUE", "fresh", true)]
    [InlineData("SET [with space] = p(name)", "with space", "red")]
    [InlineData("SET color = NULL", "color", null)]
    [InlineData("SET color = missing", "color", null)]
    [InlineData("SET fresh = 1 SET fresh = fresh + 1, SET fresh = fresh * 10", "fresh", 20L)]
    [InlineData("SET Color = 'blue'", "color", "blue")]
    public void A_property_is_set(string action, string name, object? expected) => Assert.Equal(expected, Apply(action).Properties[name]);

    [Theory]
    [InlineData("SET quantity = '12'", "Quantity", 12)]
    [InlineData("SET quantity = 12.0", "Quantity", 12)]
    [InlineData("SET quantity = 12.5", "Quantity", 12.5)]
    [InlineData("SET quantity = 'many'", "Quantity", "many")]
    [InlineData("SET quantity = 3000000000", "Quantity", 3000000000L)]
    [InlineData("SET color = 5", "color", "5")]
    [InlineData("SET weight = 2", "weight", 2f)]
    [InlineData("SET urgent = 'false'", "urgent", false)]
    public void A_property_keeps_its_type_where_nothing_is_lost(string action, string name, object expected)
    {
        var value = Apply(action).Properties[name];
        Assert.Equal(expected, value);
        Assert.IsType(expected.GetType(), value);
    }

    [Fact]
    public void Times_keep_their_types_too()
    {
        var changed = Apply("SET day = sys.EnqueuedTimeUtc SET span = '00:00:07' SET key = '00000000-0000-0000-0000-000000000001'");
        Assert.Equal(Sample.Enqueued.UtcDateTime, Assert.IsType<DateTime>(changed.Properties["day"]));
        Assert.Equal(TimeSpan.FromSeconds(7), changed.Properties["span"]);
        Assert.IsType<Guid>(changed.Properties["key"]);
    }

    [Fact]
    public void System_properties_are_set_and_removed()
    {
        var changed = Apply(
            "SET sys.Label = 'n' + 5; SET sys.TimeToLive = '00:00:30'; SET sys.ScheduledEnqueueTimeUtc = '2030-01-01'; SET sys.To = user.color; "
            + "REMOVE sys.ReplyTo; SET sys.SessionId = NULL; SET sys.MessageId = 7");
        Assert.Equal("n5", changed.Subject);
        Assert.Equal(TimeSpan.FromSeconds(30), changed.TimeToLive);
        Assert.Equal(2030, changed.ScheduledEnqueueTime!.Value.Year);
        Assert.Equal("red", changed.To);
        Assert.Null(changed.ReplyTo);
        Assert.Null(changed.SessionId);
        Assert.Equal("7", changed.MessageId);
    }

    [Fact]
    public void A_value_that_does_not_fit_a_system_property_leaves_it() =>
        Assert.Equal(Sample.Message.TimeToLive, Apply("SET sys.TimeToLive = 'soon'").TimeToLive);

    [Fact]
    public void What_is_not_there_can_be_removed() =>
        Assert.Equal(Sample.Message.Properties.Count, Apply("REMOVE missing").Properties.Count);

    private static MessageView Apply(string action) => SqlAction.Parse(action).Apply(Sample.Message);
}
