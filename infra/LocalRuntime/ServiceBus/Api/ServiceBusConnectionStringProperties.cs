#nullable disable

using Serverless.LocalRuntime.ServiceBus.Client;

namespace Azure.Messaging.ServiceBus;

/// <summary>What a connection string says.</summary>
public class ServiceBusConnectionStringProperties
{
    private const string Malformed =
        "The connection string could not be parsed; either it was malformed or contains no well-known tokens.";

    public string FullyQualifiedNamespace => Endpoint?.Host;

    public Uri Endpoint { get; private set; }

    public string EntityPath { get; private set; }

    public string SharedAccessKeyName { get; private set; }

    public string SharedAccessKey { get; private set; }

    public string SharedAccessSignature { get; private set; }

    /// <exception cref="FormatException">A part has no value, or the endpoint is no address.</exception>
    public static ServiceBusConnectionStringProperties Parse(string connectionString)
    {
        Check.NotNullOrEmpty(connectionString, nameof(connectionString));
        var parsed = new ServiceBusConnectionStringProperties();
        foreach (var part in connectionString.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var separator = part.IndexOf('=');
            if (separator <= 0) throw new FormatException(Malformed);
            var value = part[(separator + 1)..].Trim();
            if (value.Length == 0) throw new FormatException(Malformed);
            parsed.Take(part[..separator].Trim(), value);
        }

        return parsed;
    }

    /// <summary>What the client needs: where to connect, and a key or a signature, not both.</summary>
    internal void Validate(string parameter)
    {
        var hasKey = SharedAccessKeyName is not null && SharedAccessKey is not null;
        if (SharedAccessSignature is not null && (SharedAccessKeyName is not null || SharedAccessKey is not null))
            throw new ArgumentException("The authorization for a connection string may specify a shared key or precomputed shared access signature, but not both.", parameter);
        if (string.IsNullOrEmpty(FullyQualifiedNamespace) || (!hasKey && SharedAccessSignature is null))
            throw new ArgumentException("The connection string must name the Service Bus namespace and a shared access key (name and value) or a shared access signature.", parameter);
    }

    private void Take(string token, string value)
    {
        switch (token.ToUpperInvariant())
        {
            case "ENDPOINT":
                Endpoint = Address(value);
                break;
            case "ENTITYPATH":
                EntityPath = value;
                break;
            case "SHAREDACCESSKEYNAME":
                SharedAccessKeyName = value;
                break;
            case "SHAREDACCESSKEY":
                SharedAccessKey = value;
                break;
            case "SHAREDACCESSSIGNATURE":
                SharedAccessSignature = value;
                break;
            default:
                // Others, UseDevelopmentEmulator among them, are for the transport.
                break;
        }
    }

    private static Uri Address(string value)
    {
        // Without a scheme a host would be read as a path.
        var text = value.Contains("://", StringComparison.Ordinal) ? value : $"sb://{value}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || Uri.CheckHostName(uri.Host) == UriHostNameType.Unknown)
            throw new FormatException(Malformed);
        return new UriBuilder("sb", uri.Host, uri.IsDefaultPort ? -1 : uri.Port).Uri;
    }
}
