using Serverless.LocalCosmos;
using Serverless.LocalHost.Settings;

namespace Serverless.LocalHost.Parts;

internal static class CosmosPart
{
    public const int UsualPort = 8081;

    /// <summary>What the app calls the connection string.</summary>
    public const string Setting = "Cosmos";

    public static Part Of(DataFolder data, int port) => new(
        "LocalCosmos",
        "cosmos",
        Part.DotNet,
        ["exec", Part.Beside("Serverless.LocalCosmos.dll"), "--port", $"{port}", "--data", data.Cosmos],
        new($"http://127.0.0.1:{port}/_localcosmos/status"))
    {
        // It says where it is, which is said here, and then only what went wrong.
        IsWorthShowing = line => line.StartsWith("localcosmos:", StringComparison.Ordinal) || line.StartsWith("Error:", StringComparison.Ordinal),
    };

    public static string ConnectionString(int port) => $"AccountEndpoint=http://127.0.0.1:{port}/;AccountKey={LocalCosmosOptions.DefaultKey};";
}
