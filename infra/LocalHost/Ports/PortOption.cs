namespace Serverless.LocalHost.Ports;

/// <summary>The options that choose ports, which the messages about ports name.</summary>
internal static class PortOption
{
    public const string App = "--port";
    public const string Cosmos = "--cosmos-port";
    public const string Blobs = "--blob-port";
}
