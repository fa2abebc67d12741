using System.Data.Common;
using System.Globalization;
using Azure.Identity;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Serverless.Cloud.Settings;
using Serverless.Cloud.Telemetry;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Cosmos;

/// <summary>How the app reaches its account: by a connection string, or by an address as the identity that it runs as.</summary>
public sealed class CosmosConnection
{
    public const string Setting = "Cosmos";

    /// <summary>The account of the keys, where it is another one.</summary>
    public const string KeysSetting = "KeysCosmos";

    /// <summary>The one database.</summary>
    public const string Database = "serverless";

    private const string PatienceSetting = "patience";

    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(3);

    private readonly Func<CosmosClientOptions, CosmosClient> _open;
    private readonly TimeSpan _patience;

    private CosmosConnection(Uri endpoint, TimeSpan patience, Func<CosmosClientOptions, CosmosClient> open) => (Endpoint, _patience, _open) = (endpoint, patience, open);

    public Uri Endpoint { get; }

    /// <exception cref="SettingException">The account is not named, or not so that it can be reached.</exception>
    public static CosmosConnection Read(IConfiguration configuration) => Read(configuration, Setting);

    /// <summary>Null where the keys lie beside the records.</summary>
    /// <exception cref="SettingException">The account is not named so that it can be reached.</exception>
    public static CosmosConnection? ReadOfKeys(IConfiguration configuration) =>
        configuration.GetSection(KeysSetting) is var section && string.IsNullOrEmpty(section.Value) && string.IsNullOrEmpty(section["accountEndpoint"]) ? null : Read(configuration, KeysSetting);

    /// <summary>The app has one; it is safe for all to use at once.</summary>
    /// <param name="isBulk">Requests wait for others, to be sent together: much more a second, and none of them at once. Nobody waits for the answers.</param>
    public CosmosClient Open(RequestCharges charges, TimeProvider time, bool isBulk = false) => _open(new CosmosClientOptions
    {
        AllowBulkExecution = isBulk,
        ApplicationName = "serverless",
        // What runs on this machine serves the gateway mode only.
        ConnectionMode = Endpoint.IsLoopback ? ConnectionMode.Gateway : ConnectionMode.Direct,
        CustomHandlers = { charges, new StorePatience(isBulk ? MostPatience : _patience, time) },
        UseSystemTextJsonSerializerWithOptions = DocumentJson.Options,
    });

    private static CosmosConnection Read(IConfiguration configuration, string setting)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(setting);
        var patience = Patience(configuration.GetSection(Setting)[PatienceSetting]);
        if (section.Value is { Length: > 0 } text)
        {
            return EndpointOf(text) is { } endpoint
                ? new(endpoint, patience, options => new(text, options))
                : throw new SettingException(setting, "must be a connection string of Cosmos DB: AccountEndpoint=(address);AccountKey=(key)");
        }

        var address = section["accountEndpoint"];
        if (string.IsNullOrEmpty(address))
            throw new SettingException(setting, $"is missing: it must be a connection string of Cosmos DB, or {setting}__accountEndpoint the address of an account");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var account))
            throw new SettingException($"{setting}__accountEndpoint", "must be an address, such as https://(account).documents.azure.com");
        var identity = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = section["clientId"] });
        return new(account, patience, options => new(account.OriginalString, identity, options));
    }

    private static TimeSpan Patience(string? text)
    {
        if (string.IsNullOrEmpty(text)) return StorePatience.Usual;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var patience) && patience >= LeastPatience && patience <= MostPatience
            ? patience
            : throw new SettingException($"{Setting}__{PatienceSetting}", $"must be a time from {LeastPatience} to {MostPatience}, after which a request to the store is given up");
    }

    private static Uri? EndpointOf(string connection)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connection };
            return parts.TryGetValue("AccountEndpoint", out var endpoint) && parts.ContainsKey("AccountKey")
                && Uri.TryCreate((string)endpoint, UriKind.Absolute, out var uri) ? uri : null;
        }
        catch (ArgumentException)
        {
            // Its message would show a part of the connection string.
            return null;
        }
    }
}
