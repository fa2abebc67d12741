using System.Diagnostics;

namespace Serverless.Benchmarks.Targets;

/// <summary>
/// The npm emulator <c>@vercel/cosmosdb-server</c>, installed from the pinned lock file on first use: by its own command
/// over plain HTTP, the faster of the two it offers, and, for comparison, as a library with connections kept open.
/// </summary>
internal static class NpmTarget
{
    public const string Name = "npm emulator";
    public const string WithKeepAlive = "npm emulator with keep-alive";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "npm");
    private static readonly string Command = Path.Combine(Folder, "node_modules", "@vercel", "cosmosdb-server", "lib", "cli.js");
    private static readonly string KeepAliveScript = Path.Combine(Folder, "keep-alive.js");

    public static Task<Target> StartAsync(CancellationToken cancellation) =>
        StartAsync(Name, port => [Command, "--no-ssl", "--host", "127.0.0.1", "--port", $"{port}"], cancellation);

    public static Task<Target> StartWithKeepAliveAsync(CancellationToken cancellation) =>
        StartAsync(WithKeepAlive, port => [KeepAliveScript, $"{port}"], cancellation);

    private static async Task<Target> StartAsync(string name, Func<int, string[]> arguments, CancellationToken cancellation)
    {
        if (!File.Exists(Command)) await InstallAsync(cancellation);
        ServerProcess process = await ServerProcess.StartAsync("node", arguments, cancellation);
        return new Target(name, SdkClient.Connect(process.Endpoint), process);
    }

    private static async Task InstallAsync(CancellationToken cancellation)
    {
        ProcessStartInfo start = new("npm", ["ci", "--no-audit", "--no-fund", "--silent"]) { WorkingDirectory = Folder };
        using Process npm = Process.Start(start)!;
        await npm.WaitForExitAsync(cancellation);
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm ci ended with code {npm.ExitCode} in {Folder}.");
    }
}
