using System.Collections.Immutable;
using Serverless.LocalRuntime.ServiceBus.Filters;

namespace Serverless.Unit.ServiceBus.Filters;

public sealed class CorrelationFilterTests
{
    [Fact]
    public void All_that_is_set_must_be_equal()
    {
        Assert.True(new CorrelationFilter { CorrelationId = "abc-7" }.Matches(Sample.Message));
        Assert.True(new CorrelationFilter { Subject = "the bus stops", To = "Store5", ContentType = "application/json" }.Matches(Sample.Message));
        Assert.False(new CorrelationFilter { CorrelationId = "abc-7", To = "Store6" }.Matches(Sample.Message));
        Assert.False(new CorrelationFilter { CorrelationId = "ABC-7" }.Matches(Sample.Message));
        Assert.False(new CorrelationFilter { ReplyToSessionId = "" }.Matches(Sample.Message));
    }

    [Theory]
    [InlineData("color", "red", true)]
    [InlineData("COLOR", "red", true)]
    [InlineData("color", "Red", false)]
    [InlineData("quantity", 10L, true)]
    [InlineData("quantity", 10.0, true)]
    [InlineData("quantity", "10", false)]
    [InlineData("urgent", true, true)]
    [InlineData("missing", "red", false)]
    [InlineData("nothing", null, false)]
    public void Properties_are_compared_as_values(string name, object? value, bool expected) =>
        Assert.Equal(expected, new CorrelationFilter { Properties = ImmutableDictionary<string, object?>.Empty.Add(name, value) }.Matches(Sample.Message));

    [Fact]
    public void The_constant_filters_ask_nothing()
    {
        Assert.True(TrueFilter.Instance.Matches(Sample.Message));
        Assert.False(FalseFilter.Instance.Matches(Sample.Message));
    }
}
