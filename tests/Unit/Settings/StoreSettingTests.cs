using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Settings;

namespace Serverless.Unit.Settings;

/// <summary>A setting of the store or of the keys that is wrong is said in one line, without what it holds.</summary>
public sealed class StoreSettingTests
{
    [Theory]
    [InlineData("Cosmos", null, "The setting Cosmos is missing: it must be a connection string of Cosmos DB, or Cosmos__accountEndpoint the address of an account.")]
    [InlineData("Cosmos", "secret", "The setting Cosmos must be a connection string of Cosmos DB: AccountEndpoint=(address);AccountKey=(key).")]
    [InlineData("Cosmos", "AccountEndpoint=https://a.example/", "The setting Cosmos must be a connection string of Cosmos DB: AccountEndpoint=(address);AccountKey=(key).")]
    [InlineData("Cosmos", "AccountEndpoint=nowhere;AccountKey=secret", "The setting Cosmos must be a connection string of Cosmos DB: AccountEndpoint=(address);AccountKey=(key).")]
    [InlineData("Cosmos:accountEndpoint", "nowhere", "The setting Cosmos__accountEndpoint must be an address, such as https://(account).documents.azure.com.")]
    [InlineData("Cosmos:patience", "long", "The setting Cosmos__patience must be a time from 00:00:01 to 00:03:00, after which a request to the store is given up.")]
    [InlineData("Cosmos:patience", "00:00:00", "The setting Cosmos__patience must be a time from 00:00:01 to 00:03:00, after which a request to the store is given up.")]
    public void An_account_that_cannot_be_reached_so_is_named(string setting, string? value, string problem) =>
        Assert.Equal(problem, Assert.Throws<SettingException>(() => CosmosConnection.Read(With(setting, value))).Message);

    [Fact]
    public void An_account_is_reached_by_a_connection_string_or_by_its_address()
    {
        Assert.Equal(new("http://localhost:8081/"), CosmosConnection.Read(With("Cosmos", "AccountEndpoint=http://localhost:8081/;AccountKey=c2VjcmV0;")).Endpoint);
        Assert.Equal(new("https://a.documents.azure.com/"), CosmosConnection.Read(With("Cosmos:accountEndpoint", "https://a.documents.azure.com")).Endpoint);
    }

    [Theory]
    [InlineData("Keys:CacheLifetime", "soon", "The setting Keys__CacheLifetime is not of the kind that it must be.")]
    [InlineData("Keys:CacheLifetime", "02:00:00", "The setting Keys__CacheLifetime is out of range: The field CacheLifetime must be between 00:00:01 and 01:00:00.")]
    [InlineData("Keys:CacheSize", "0", "The setting Keys__CacheSize is out of range: The field CacheSize must be between 1 and 1000000.")]
    [InlineData("KeyVault:uri", "http://vault.example", "The setting KeyVault__uri must be an address, such as https://(vault).vault.azure.net.")]
    [InlineData("WEBSITE_SITE_NAME", "an-app", "The setting KeyVault__uri is missing: on Azure, tenants' keys are kept in a Key Vault only.")]
    public void A_setting_of_keys_that_is_wrong_is_named(string setting, string value, string problem) =>
        Assert.Equal(problem, Assert.Throws<SettingException>(() => new ServiceCollection().AddKeys(With(setting, value))).Message);

    [Fact]
    public void Keys_are_in_a_folder_unless_a_vault_is_set()
    {
        Assert.IsType<FileKeyWrapping>(Wrapping(With("Keys:folder", "elsewhere")));
        Assert.IsType<VaultKeyWrapping>(Wrapping(With("KeyVault:uri", "https://a.vault.azure.net")));
    }

    private static IKeyWrapping Wrapping(IConfiguration configuration)
    {
        using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddKeys(configuration).BuildServiceProvider();
        return services.GetRequiredService<IKeyWrapping>();
    }

    private static IConfiguration With(string setting, string? value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build();
}
