using System.Diagnostics;
using System.Runtime.CompilerServices;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Blobs;

/// <summary>Azurite on a free port and a folder of its own, which ends when this process does, however it does.</summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    /// <summary>By which any of them is known.</summary>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private const string Account = "devstoreaccount1";
    private const string Label = "successfully listens on ";

    /// <summary>Ends what it has started, and takes its folder away, when nobody holds its input any more.</summary>
    private const string Leash = "\"$@\" </dev/null & cat >/dev/null; kill -KILL $! 2>/dev/null; wait; rm -rf \"$0\"";

    /// <summary>The first run on a machine installs it.</summary>

    private static readonly Lazy<Task<AzuriteProcess>> Ours = new(() => StartAsync());

    private readonly Process _process;

    private AzuriteProcess(Process process, string folder, Uri address) => (_process, Folder, Address) = (process, folder, address);

    public Uri Address { get; }

    /// <summary>Where all that it stores lies, as it is stored.</summary>
    public string Folder { get; }

    public string ConnectionString => $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={Address.GetLeftPart(UriPartial.Authority)}/{Account};";

    /// <summary>The one that all tests of an assembly share; tenants and subjects of their own keep them apart. Not to be disposed of.</summary>
    public static Task<AzuriteProcess> SharedAsync() => Ours.Value;

    /// <summary>One that may be stopped.</summary>
    /// <param name="port">0 for a free one.</param>
    public static async Task<AzuriteProcess> StartAsync(int port = 0)
    {
        var program = Path.Combine(await InstallAsync(), "node_modules", "azurite", "dist", "src", "blob", "main.js");
        var folder = Directory.CreateTempSubdirectory("azurite-").FullName;
        var process = Process.Start(new ProcessStartInfo("sh",
        [
            "-c", Leash, folder, "node", program, "--blobHost", "127.0.0.1", "--blobPort", $"{port}", "--location", folder,
            "--skipApiVersionCheck", "--disableProductStyleUrl", "--disableTelemetry", "--silent",
        ]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Deadline.Patience) is { } line)
        {
            if (line.IndexOf(Label, StringComparison.Ordinal) is var at and >= 0) return new AzuriteProcess(process, folder, new Uri(line[(at + Label.Length)..].Trim()));
        }

        throw new InvalidOperationException($"Azurite ended: {await errors}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await Deadline.WithinAsync("Azurite ends", _process.WaitForExitAsync());
        _process.Dispose();
    }

    /// <summary>Where <c>./run</c> installs it too. One of those who need it at the same time does it, and the others wait.</summary>
    private static async Task<string> InstallAsync()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));
        var folder = Path.Combine(root, ".local", "azurite");
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        using var install = Process.Start(new ProcessStartInfo(
            "flock", [$"{folder}.lock", "bash", Path.Combine(root, "infra", "LocalHost", "azurite", "install"), folder]) { UseShellExecute = false, RedirectStandardError = true })!;
        var errors = install.StandardError.ReadToEndAsync();
        await install.WaitForExitAsync().WaitAsync(Deadline.Patience);
        return install.ExitCode == 0 ? folder : throw new InvalidOperationException($"Azurite could not be installed: {await errors}");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
