using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Domains;

/// <summary>
/// Stored documents and everybody who reads them depend on these texts. Adding to them is a promise to keep; a line that
/// changes or goes needs a migration of what is stored and a plan for who reads it.
/// </summary>
public sealed class ApprovalTests
{
    [Fact]
    [Trait("Requirement", "S48")]
    [Trait("Requirement", "S118")]
    public void Fields_names_of_enumerations_and_events_are_what_was_approved() =>
        Approved.Is("contracts.approved.txt", ContractText.Of(Declared.Domains));

    [Fact]
    [Trait("Requirement", "S49")]
    public void Events_are_written_as_was_approved_and_read_as_they_were_written()
    {
        var lines = Declared.Domains.SelectMany(domain => domain.Events).Select(type => $"{type.Name} {Json(type)}");
        Approved.Is("events.approved.txt", string.Join('\n', lines) + "\n");
    }

    [Fact]
    public void Every_declaration_is_whole()
    {
        Assert.NotEmpty(Declared.Domains);
        Assert.All(Declared.Domains, domain => domain.Validate());
    }

    /// <summary>With every field filled, so that each is seen.</summary>
    private static string Json(EventType type)
    {
        var written = SampleJson.Of(type.Schema);
        Assert.Empty(type.Schema.Check(written));
        var read = written.Deserialize(type.Type, DocumentJson.Options)!;
        Assert.True(JsonNode.DeepEquals(written, DocumentJson.Write(read)), $"{type.Name} is not read as it was written.");
        return DocumentJson.Write(read).ToJsonString();
    }
}
