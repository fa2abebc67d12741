using System.Globalization;
using Microsoft.Extensions.Configuration;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Hosting;

/// <summary>The options of <c>func start</c> that matter here, the folder the app lives in, and the one where the host keeps what it must remember.</summary>
internal sealed record HostArguments(string Root, string State, int? Port)
{
    public static readonly Dictionary<string, string> Switches = new(StringComparer.Ordinal) { ["-p"] = "port" };

    public static HostArguments Read(string[] args)
    {
        var given = new ConfigurationBuilder().AddCommandLine(args, Switches).Build();
        var root = FindRoot(given["script-root"]);
        return new(root, Path.GetFullPath(given["state"] ?? Path.Combine(root, ".local")), given["port"] is { } port ? ParsePort(port) : null);
    }

    private static string FindRoot(string? given)
    {
        string?[] places = given is not null
            ? [given]
            : [Environment.GetEnvironmentVariable("AzureWebJobsScriptRoot"), Directory.GetCurrentDirectory(), AppContext.BaseDirectory];
        return places.FirstOrDefault(place => place is not null && File.Exists(Path.Combine(place, HostJson.FileName))) is { } root
            ? Path.GetFullPath(root)
            : throw new StartException($"There is no {HostJson.FileName} in {string.Join(" or ", places.Where(place => place is not null))}.");
    }

    private static int ParsePort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? port
            : throw new StartException($"--port is '{text}', and must be a number from 0 to {ushort.MaxValue}.");
}
