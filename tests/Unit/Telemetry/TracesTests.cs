using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Cloud.Telemetry;

namespace Serverless.Unit.Telemetry;

[Trait("Requirement", "S127")]
public sealed class TracesTests
{
    private const string Origin = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    [Fact]
    public void What_follows_an_event_belongs_to_the_trace_in_which_it_was_stored_though_nobody_listens()
    {
        using var other = new Activity("another trace").Start();
        using var following = Traces.Follow("react", Origin);
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", following.TraceId.ToHexString());
        Assert.Equal("00f067aa0ba902b7", following.ParentSpanId.ToHexString());
        Assert.Same(following, Activity.Current);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not a trace")]
    [InlineData("00-00000000000000000000000000000000-0000000000000000-00")]
    public void An_event_without_a_trace_goes_back_to_none(string? origin)
    {
        Assert.Null(Traces.OriginOf(Event(origin)));
        Assert.Null(Traces.OriginOf(JsonSerializer.SerializeToElement(Event(origin))));
    }

    [Theory]
    [InlineData("""{ "why": null }""")]
    [InlineData("""{ "why": { "traceParent": 7 } }""")]
    [InlineData("""{ "why": [] }""")]
    [InlineData("{}")]
    public void What_is_no_event_goes_back_to_none(string document)
    {
        Assert.Null(Traces.OriginOf(JsonNode.Parse(document)!.AsObject()));
        Assert.Null(Traces.OriginOf(JsonSerializer.Deserialize<JsonElement>(document)));
    }

    private static JsonObject Event(string? origin) => new() { ["why"] = new JsonObject { ["traceParent"] = origin } };
}
