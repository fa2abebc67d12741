using System.Diagnostics.Metrics;
using Azure.Identity;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Settings;
using Serverless.Cloud.Telemetry;
using Serverless.Cloud.Subjects;

namespace Serverless.Cloud.Keys;

public static class KeyComposition
{
    private const string VaultSetting = "KeyVault:uri";

    /// <summary>Set on every machine of Azure that runs functions, whose disks are not for keeping.</summary>
    private const string OnAzure = "WEBSITE_SITE_NAME";

    /// <summary>Subjects' keys under tenants' keys: in the Key Vault that is set, else in a folder.</summary>
    /// <exception cref="SettingException">A setting is wrong, or there is no place where keys would be safe.</exception>
    public static IServiceCollection AddKeys(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.Read<KeyOptions>(KeyOptions.Section);
        var vault = Vault(configuration);
        services.AddSingleton(options);
        services.AddSingleton<IKeyWrapping>(provider => vault is null
            ? new FileKeyWrapping(options.Folder, provider.GetRequiredService<TimeProvider>())
            : new VaultKeyWrapping(vault, new DefaultAzureCredential()));
        var own = CosmosConnection.ReadOfKeys(configuration);
        services.AddSingleton(provider => own is null
            ? new KeyDatabase(provider.GetRequiredService<Database>())
            : new KeyDatabase(own.Open(new RequestCharges(provider.GetRequiredService<IMeterFactory>(), provider.GetRequiredService<TimeProvider>()), provider.GetRequiredService<TimeProvider>())));
        services.AddSingleton(OnKeys<TenantKeys>);
        services.AddSingleton(OnKeys<SubjectKeys>);
        services.AddSingleton<SubjectGate>();
        return services.AddContainer(PlatformContainers.Keys);
    }

    /// <summary>The database that it is given is that of the keys.</summary>
    private static T OnKeys<T>(IServiceProvider provider) => ActivatorUtilities.CreateInstance<T>(provider, provider.GetRequiredService<KeyDatabase>().Database);

    private static Uri? Vault(IConfiguration configuration)
    {
        if (configuration[VaultSetting] is { Length: > 0 } text)
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var vault) && vault.Scheme == Uri.UriSchemeHttps
                ? vault
                : throw new SettingException("KeyVault__uri", "must be an address, such as https://(vault).vault.azure.net");
        }

        return configuration[OnAzure] is null
            ? null
            : throw new SettingException("KeyVault__uri", "is missing: on Azure, tenants' keys are kept in a Key Vault only");
    }
}
