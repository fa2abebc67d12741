using Microsoft.DurableTask.Client;
using Serverless.Functions.Platform.Operations;

namespace Serverless.Unit.Telemetry;

public sealed class OrchestrationReportTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("7", true)]
    [InlineData("""{ "build": 2 }""", true)]
    [InlineData("""{ "tenantId": "acme" }""", true)]
    [InlineData("""{ "TenantId": "acme" }""", true)]
    [InlineData("""{ "tenantId": "another" }""", false)]
    public void Nobody_sees_what_is_done_for_another_tenant(string? input, bool isVisible) =>
        Assert.Equal(isVisible, OrchestrationReport.IsVisible(new OrchestrationMetadata("Import", "1") { SerializedInput = input }, "acme"));

    [Theory]
    [InlineData("""{ "sources": 4, "sourcesAtEnd": 1 }""", 0.25)]
    [InlineData("""{ "Done": 30, "Total": 40 }""", 0.75)]
    [InlineData("""{ "done": 50, "total": 40 }""", 1.0)]
    [InlineData("""{ "done": 0, "total": 0 }""", null)]
    [InlineData("""{ "step": "reading" }""", null)]
    [InlineData("\"reading\"", null)]
    [InlineData(null, null)]
    public void What_is_done_is_a_share_of_what_is_known_to_be_done(string? status, double? share) =>
        Assert.Equal(share, OrchestrationReport.Describe(new OrchestrationMetadata("Rebuild", "1") { SerializedCustomStatus = status }).Share);

    [Fact]
    public void All_that_it_says_of_itself_is_told_in_its_order()
    {
        var told = OrchestrationReport.Describe(new OrchestrationMetadata("Rebuild", "1")
        {
            RuntimeStatus = OrchestrationRuntimeStatus.Running,
            SerializedCustomStatus = """{ "Step": "reading", "read": 1200, "nested": { "not": "shown" } }""",
        });
        Assert.Equal("running", told.Status);
        Assert.Equal([new ProgressFigure("step", "reading"), new ProgressFigure("read", "1200")], told.Progress);
    }
}
