using System.Text.Encodings.Web;
using System.Text.Json;
using Serverless.Architecture.Persistence;

namespace Serverless.Architecture.Deployment;

/// <summary>Containers of blobs are deployed as they are declared, with the rules by which blobs go.</summary>
public sealed class BlobsTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    [Trait("Requirement", "S68")]
    [Trait("Requirement", "S130")]
    public void The_containers_of_blobs_that_are_deployed_are_those_that_are_declared() => Generated.Check("bicep/blobs.json", JsonSerializer.Serialize(
        AsBuilt.BlobContainers.Select(container => new { name = container.Name, deletedAfterDays = container.DeletedAfterDays, archivedAfterDays = container.ArchivedAfterDays, isImmutable = container.IsImmutable }),
        Indented) + "\n");
}
