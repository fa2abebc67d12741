using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Architecture.Bicep;
using Serverless.Architecture.Persistence;

namespace Serverless.Architecture.Deployment;

/// <summary>Containers of blobs are deployed as they are declared, with the rules by which blobs go.</summary>
public sealed class BlobsTests
{
    private const string Listed = "bicep/blobs.json";
    private const string Module = "bicep/modules/blobs.bicep";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void The_containers_of_blobs_that_are_deployed_are_those_that_are_declared() => Generated.Check(Listed, JsonSerializer.Serialize(
        AsBuilt.BlobContainers.Select(container => new { name = container.Name, deletedAfterDays = container.DeletedAfterDays, archivedAfterDays = container.ArchivedAfterDays, isImmutable = container.IsImmutable }),
        Indented) + "\n");

    /// <summary>Of each archive, as many days as its domain declares: no other is deleted or moved, and none is left out.</summary>
    [Fact]
    [Trait("Requirement", "S68")]
    public void Archives_move_on_and_go_after_the_days_that_domains_declare()
    {
        var declared = AsBuilt.Domains.Where(domain => domain.Retention?.Archive is not null).Select(domain => ($"archives-{domain.Container}", domain.Retention!.Archive!.OfflineAfterDays, (int?)domain.Retention.Archive.DeletedAfterDays)).Distinct().ToList();
        Assert.NotEmpty(declared);
        var deployed = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, Listed)))!.AsArray().Select(one => ((string)one!["name"]!, (int?)one["archivedAfterDays"], (int?)one["deletedAfterDays"])).ToList();
        Assert.Equal(declared.Order(), deployed.Where(one => one.Item1.StartsWith("archives-", StringComparison.Ordinal)).Order());
        Assert.All(deployed.Where(one => one.Item2 is not null), one => Assert.Contains(one, declared));
    }

    [Fact]
    [Trait("Requirement", "S68")]
    public async Task Rules_of_the_account_move_and_delete_what_is_listed_and_nothing_else()
    {
        var file = (await BicepTests.Files.Value).Single(file => file.Name == Module);
        Assert.Equal("filter(containers, one => one.archivedAfterDays != null)", Variable(file, "archiving"));
        Assert.Equal("filter(containers, one => one.deletedAfterDays != null)", Variable(file, "expiring"));
        // No account that is spread over zones has a tier Archive.
        Assert.Equal("contains(['Standard_LRS', 'Standard_GRS'], sku)", Variable(file, "hasArchive"));
        var rules = file.Resources.Single(resource => resource.Name == "lifecycle").Value.All.Where(node => node.Type == "object").Select(node => node.Properties()).ToList();
        Assert.Equal(["one.archivedAfterDays", "one.archivedAfterDays", "one.deletedAfterDays", "versionDays"], rules.SelectMany(Days).Order(StringComparer.Ordinal));
        Assert.Equal("one.archivedAfterDays", rules.Where(rule => rule.ContainsKey("tierToArchive")).SelectMany(rule => Days(rule["tierToArchive"].Properties())).Single());
        Assert.Equal("one.deletedAfterDays", rules.Where(rule => rule.ContainsKey("baseBlob")).Select(rule => rule["baseBlob"].Properties()).Where(actions => actions.ContainsKey("delete")).SelectMany(actions => Days(actions["delete"].Properties())).Single());
        Assert.All(rules.Where(rule => rule.ContainsKey("prefixMatch")), rule => Assert.Equal("['${one.name}/']", rule["prefixMatch"].Text));
    }

    /// <summary>An archive that somebody asks for is brought back by the app, which needs what writing needs (Set Blob Tier).</summary>
    [Fact]
    [Trait("Requirement", "S68")]
    public async Task The_app_may_set_the_tier_of_a_blob()
    {
        // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage: its data actions include blobs/write.
        const string Contributor = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";
        var files = await BicepTests.Files.Value;
        var roles = files.Single(file => file.Name == "bicep/modules/roles.bicep");
        var given = roles.Resources.Single(resource => resource.Name == "toBlobs").Body;
        Assert.Equal("blobs", given["scope"].Text);
        Assert.Contains("ids['Storage Blob Data Contributor']", given["properties"].Properties()["roleDefinitionId"].Text, StringComparison.Ordinal);
        Assert.Equal(Contributor, roles.Variables.Single(one => one.Name == "ids").Value.Properties()["Storage Blob Data Contributor"].Unquoted);
        Assert.Equal("blobs.outputs.name", files.Single(file => file.Name == "bicep/main.bicep").Modules.Single(module => module.Path == "modules/roles.bicep").Arguments["blobsName"].Text);
        Assert.All(AsBuilt.BlobContainers.Where(container => container.ArchivedAfterDays is not null), container => Assert.False(container.IsImmutable, container.Name));
    }

    /// <summary>Nothing that was overwritten or deleted by mistake is gone at once, and no earlier version stays for good.</summary>
    [Fact]
    [Trait("Requirement", "S69")]
    public async Task Blobs_have_versions_for_a_while()
    {
        var files = await BicepTests.Files.Value;
        var service = files.Single(file => file.Name == Module).Resources.Single(resource => resource.Name == "service").Body["properties"].Properties();
        Assert.Equal("true", service["isVersioningEnabled"].Text);
        Assert.All(new[] { "deleteRetentionPolicy", "containerDeleteRetentionPolicy" }, policy => Assert.Equal("true", service[policy].Properties()["enabled"].Text));
        Assert.Contains("daysAfterCreationGreaterThan: versionDays", files.Single(file => file.Name == Module).Root.Text, StringComparison.Ordinal);
        // One after the other, and the days that a rule may take to run.
        Assert.Contains("blobVersionDays + 2 + blobSoftDeleteDays", files.Single(file => file.Name == "bicep/main.bicep").Variables.Single(one => one.Name == "reach").Value.Text, StringComparison.Ordinal);
    }

    private static string Variable(BicepFile file, string name) => file.Variables.Single(one => one.Name == name).Value.Text;

    /// <summary>After how many, by whatever event they are counted from.</summary>
    private static IEnumerable<string> Days(IReadOnlyDictionary<string, SyntaxNode> action) =>
        action.Where(one => one.Key.StartsWith("daysAfter", StringComparison.Ordinal) && one.Key != "daysAfterLastTierChangeGreaterThan").Select(one => one.Value.Text);
}
