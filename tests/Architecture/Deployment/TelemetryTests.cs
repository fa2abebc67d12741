using Serverless.Architecture.Bicep;

namespace Serverless.Architecture.Deployment;

/// <summary>Logs, traces and metrics are kept for a time that the deployment sets, and then they are gone.</summary>
public sealed class TelemetryTests
{
    [Fact]
    [Trait("Requirement", "S73")]
    [Trait("Requirement", "S130")]
    public async Task Telemetry_is_kept_for_as_long_as_the_deployment_says()
    {
        var files = await BicepTests.Files.Value;
        var monitoring = files.Single(file => file.Name == "bicep/modules/monitoring.bicep");
        Assert.Equal("retentionDays", monitoring.Resources.Single(resource => resource.Name == "workspace").Body["properties"].Properties()["retentionInDays"].Text);
        // What has no workspace would keep its own, for as long as it likes.
        Assert.Equal("workspace.id", monitoring.Resources.Single(resource => resource.Name == "insights").Body["properties"].Properties()["WorkspaceResourceId"].Text);
        var main = files.Single(file => file.Name == "bicep/main.bicep");
        Assert.Equal("logRetentionDays", main.Modules.Single(module => module.Path == "modules/monitoring.bicep").Arguments["retentionDays"].Text);
        Assert.False(main.Parameters.Single(parameter => parameter.Name == "logRetentionDays").HasDefault);
    }
}
