using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Hosting;

/// <summary>Who a connection without a secret is opened as, by the settings beside it.</summary>
internal static class ConnectionIdentity
{
    public static TokenCredential Of(string function, IConfigurationSection connection)
    {
        var (clientId, tenantId, secret) = (connection["clientId"], connection["tenantId"], connection["clientSecret"]);
        return connection["credential"] switch
        {
            null or "" when clientId is not null && tenantId is not null && secret is not null => new ClientSecretCredential(tenantId, clientId, secret),
            null or "" => new DefaultAzureCredential(new DefaultAzureCredentialOptions { TenantId = tenantId }),
            "managedidentity" => new ManagedIdentityCredential(
                clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId)),
            var other => throw StartException.Of(function, $"the setting '{connection.Path}:credential' is '{other}', and must be 'managedidentity' or absent."),
        };
    }
}
