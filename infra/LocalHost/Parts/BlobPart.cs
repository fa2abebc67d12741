using System.Diagnostics;
using Serverless.LocalHost.Processes;
using Serverless.LocalHost.Settings;
using Serverless.LocalHost.Terminal;

namespace Serverless.LocalHost.Parts;

/// <summary>Azurite, which npm installs on first use.</summary>
internal static class BlobPart
{
    public const int UsualPort = 10000;

    /// <summary>What the app calls the connection string.</summary>
    public const string Setting = "Blobs";

    /// <summary>The account and the key that Azurite is known by.</summary>
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>How the script says that it was asked to end.</summary>
    private const int Interrupted = 130;

    /// <param name="folder">Where it is installed.</param>
    public static Part Of(DataFolder data, string folder, int port) => new(
        "Azurite",
        "blobs",
        "node",
        [
            Path.Combine(folder, "node_modules", "azurite", "dist", "src", "blob", "main.js"),
            "--blobHost", "127.0.0.1", "--blobPort", $"{port}", "--location", data.Blobs,
            // The SDK speaks a newer version of the protocol than Azurite knows, of which we use nothing that is new.
            "--skipApiVersionCheck", "--disableProductStyleUrl", "--disableTelemetry", "--silent",
        ],
        new($"http://127.0.0.1:{port}/"))
    {
        PrepareAsync = cancellation => InstallAsync(folder, cancellation),
    };

    public static string Endpoint(int port) => $"http://127.0.0.1:{port}/{Account}";

    public static string ConnectionString(int port) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={Endpoint(port)};";

    /// <summary>The script does nothing where all is installed, and says by itself what goes wrong.</summary>
    private static async Task InstallAsync(string folder, CancellationToken cancellation)
    {
        using var install = Process.Start(new ProcessStartInfo("bash", [Part.Beside("azurite", "install"), folder]) { UseShellExecute = false })!;
        await using (cancellation.UnsafeRegister(static process => Signals.AskToEnd((int)process!), install.Id))
            await install.WaitForExitAsync(CancellationToken.None);
        // A Ctrl-C that ended it is on its way here too.
        if (install.ExitCode == Interrupted)
            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (install.ExitCode != 0)
            throw new Refusal("Azurite could not be installed.") { IsSaid = true };
    }
}
