using System.Text.Json.Nodes;
using Serverless.Kernel.Events;

namespace Serverless.Unit.Kernel;

public sealed class EventTests
{
    [Fact]
    [Trait("Requirement", "S96")]
    public void A_change_names_the_field_with_its_previous_and_its_new_value()
    {
        var changes = FieldChange.Between(
            new JsonObject { ["same"] = 1, ["changed"] = 1, ["gone"] = 1 },
            new JsonObject { ["same"] = 1, ["changed"] = 2, ["added"] = 3 });
        Assert.Equal(["changed 1 2", "added - 3", "gone 1 -"], changes.Select(c => $"{c.Field} {c.From?.ToJsonString() ?? "-"} {c.To?.ToJsonString() ?? "-"}"));
    }

    [Fact]
    [Trait("Requirement", "S1")]
    public void A_consistency_token_says_which_write_it_means()
    {
        var token = new ConsistencyToken("people", Guid.NewGuid(), 12, "s");
        Assert.Equal(token, ConsistencyToken.Parse(token.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("cGVvcGxl")]
    public void Anything_else_is_no_token(string text) => Assert.Null(ConsistencyToken.Parse(text));
}
