namespace Serverless.Architecture.Bicep;

/// <summary>What is deployed to Azure, read without Azure.</summary>
[Trait("Requirement", "S136")]
public sealed class BicepTests
{
    internal static readonly Lazy<Task<IReadOnlyList<BicepFile>>> Files = new(() => BicepParser.ParseAsync(
        [.. Repository.Files("bicep", "*.bicep*").Order(StringComparer.Ordinal).Select(file => (Repository.Relative(file), File.ReadAllText(file)))]));

    [Fact]
    public async Task Every_file_is_Bicep_says_what_it_is_and_gives_no_secret_away()
    {
        var files = await Files.Value;
        Assert.True(files.Count > 10);
        Assert.Contains(files, file => file.IsParameters);
        Assert.Empty(BicepRules.Problems(files));
    }

    [Fact]
    public async Task No_account_takes_a_key()
    {
        var refusals = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Microsoft.DocumentDB/databaseAccounts"] = "disableLocalAuth: true",
            ["Microsoft.ServiceBus/namespaces"] = "disableLocalAuth: true",
            ["Microsoft.Storage/storageAccounts"] = "allowSharedKeyAccess: false",
            ["Microsoft.KeyVault/vaults"] = "enableRbacAuthorization: true",
            ["Microsoft.Insights/components"] = "DisableLocalAuth: true",
            ["Microsoft.OperationalInsights/workspaces"] = "disableLocalAuth: true",
        };
        var made = (await Files.Value).SelectMany(file => file.Resources).Where(resource => !resource.Node.Text.Contains(" existing = ", StringComparison.Ordinal)).ToLookup(resource => resource.Path.Split('@')[0], StringComparer.Ordinal);
        Assert.All(refusals, refusal =>
        {
            Assert.NotEmpty(made[refusal.Key]);
            Assert.All(made[refusal.Key], resource => Assert.Contains(refusal.Value, resource.Node.Text, StringComparison.Ordinal));
        });
    }
}
