using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Settings;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Blobs;

public static class BlobComposition
{
    public const string Setting = "Blobs";

    /// <summary>The app's storage account: by a connection string, or by its name as the identity that the app runs as.</summary>
    /// <exception cref="SettingException">The account is not named, or not so that it can be reached.</exception>
    public static IServiceCollection AddBlobs(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var open = Read(configuration.GetSection(Setting));
        return services.AddSingleton(_ => open()).AddSingleton<BlobContainers>().AddSingleton<SealedBlobs>();
    }

    /// <exception cref="DeclarationException">The declaration contradicts itself.</exception>
    public static IServiceCollection AddBlobContainer(this IServiceCollection services, BlobContainerDeclaration declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        declaration.Validate();
        return services.AddSingleton(declaration);
    }

    /// <summary>About as patient as with the other store: somebody may be waiting for the answer.</summary>
    private static BlobClientOptions Patient() => new() { Retry = { Mode = RetryMode.Exponential, MaxRetries = 2, Delay = TimeSpan.FromMilliseconds(400), NetworkTimeout = TimeSpan.FromSeconds(10) } };

    private static Func<BlobServiceClient> Read(IConfigurationSection section)
    {
        if (section.Value is { Length: > 0 } text)
        {
            try
            {
                var client = new BlobServiceClient(text, Patient());
                return () => client;
            }
            // Its message would show a part of the connection string.
            catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
            {
                throw new SettingException(Setting, "must be a connection string of a storage account: BlobEndpoint=(address);AccountName=(name);AccountKey=(key)");
            }
        }

        if (section["accountName"] is not { Length: > 0 } name)
            throw new SettingException(Setting, $"is missing: it must be a connection string of a storage account, or {Setting}__accountName the name of one");
        return Uri.TryCreate($"https://{name}.blob.core.windows.net", UriKind.Absolute, out var account)
            ? () => new BlobServiceClient(account, new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = section["clientId"] }), Patient())
            : throw new SettingException($"{Setting}__accountName", "must be the name of a storage account");
    }
}
