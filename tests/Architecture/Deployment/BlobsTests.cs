using System.Text.Encodings.Web;
using System.Text.Json;
using Serverless.Architecture.Bicep;
using Serverless.Architecture.Persistence;

namespace Serverless.Architecture.Deployment;

/// <summary>Containers of blobs are deployed as they are declared, with the rules by which blobs go.</summary>
public sealed class BlobsTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void The_containers_of_blobs_that_are_deployed_are_those_that_are_declared() => Generated.Check("bicep/blobs.json", JsonSerializer.Serialize(
        AsBuilt.BlobContainers.Select(container => new { name = container.Name, deletedAfterDays = container.DeletedAfterDays, archivedAfterDays = container.ArchivedAfterDays, isImmutable = container.IsImmutable }),
        Indented) + "\n");

    /// <summary>Nothing that was overwritten or deleted by mistake is gone at once, and no earlier version stays for good.</summary>
    [Fact]
    [Trait("Requirement", "S69")]
    public async Task Blobs_have_versions_for_a_while()
    {
        var files = await BicepTests.Files.Value;
        var service = files.Single(file => file.Name == "bicep/modules/blobs.bicep").Resources.Single(resource => resource.Name == "service").Body["properties"].Properties();
        Assert.Equal("true", service["isVersioningEnabled"].Text);
        Assert.All(new[] { "deleteRetentionPolicy", "containerDeleteRetentionPolicy" }, policy => Assert.Equal("true", service[policy].Properties()["enabled"].Text));
        Assert.Contains("daysAfterCreationGreaterThan: versionDays", files.Single(file => file.Name == "bicep/modules/blobs.bicep").Root.Text, StringComparison.Ordinal);
        Assert.Contains("max(blobSoftDeleteDays, blobVersionDays)", files.Single(file => file.Name == "bicep/main.bicep").Variables.Single(one => one.Name == "reach").Value.Text, StringComparison.Ordinal);
    }
}
