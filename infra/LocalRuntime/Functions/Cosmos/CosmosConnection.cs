using System.Data.Common;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Cosmos;

/// <summary>How to reach an account: by a connection string, or by an endpoint as somebody.</summary>
/// <param name="Source">The same for connections that are the same.</param>
internal sealed record CosmosConnection(string Source, Uri Endpoint, Func<CosmosClientOptions, CosmosClient> Open)
{
    public static CosmosConnection Of(string function, string name, IConfiguration configuration)
    {
        var section = configuration.ConnectionSection(function, name);
        if (section.Value is { Length: > 0 } text)
        {
            return Endpointed(text) is { } endpoint
                ? new(text, endpoint, options => new(text, options))
                : throw StartException.Of(function, $"the setting '{name}' is no connection string of Cosmos DB.");
        }
        if (!Uri.TryCreate(section["accountEndpoint"], UriKind.Absolute, out var account))
            throw StartException.Of(function, $"the setting '{name}' is no connection string, and '{name}__accountEndpoint' is no address either.");
        var identity = ConnectionIdentity.Of(function, section);
        return new(section.Path, account, options => new(account.OriginalString, identity, options));
    }

    private static Uri? Endpointed(string connection)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = connection }.TryGetValue("AccountEndpoint", out var endpoint)
                && Uri.TryCreate((string)endpoint, UriKind.Absolute, out var uri) ? uri : null;
        }
        catch (ArgumentException)
        {
            // Its message would show a part of the connection string.
            return null;
        }
    }
}
