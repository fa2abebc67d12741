using System.Collections;
using Serverless.LocalHost.Terminal;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Joining;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.LocalHost.Settings;

/// <summary>
/// The folder that the app lives in, read as the app will read it, so that a broken file is said once and before anything starts.
/// </summary>
internal sealed class AppFolder
{
    /// <summary>Separates the parts of a setting's name; in the environment it is written as two underscores.</summary>
    private const char Separator = ':';

    private readonly HashSet<string> _given;

    private AppFolder(string path, int? port, IEnumerable<string> given)
    {
        Path = path;
        Port = port;
        _given = given.Select(name => name.Split(Separator)[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public string Path { get; }

    /// <summary>The port that <c>local.settings.json</c> gives the app.</summary>
    public int? Port { get; }

    /// <exception cref="Refusal">A file cannot be read, or says something that has no meaning.</exception>
    public static AppFolder Read(string path)
    {
        try
        {
            HostJson.Read(path);
            var settings = LocalSettings.Read(path);
            var bus = System.IO.Path.Combine(path, TopologyFile.UsualName);
            if (File.Exists(bus))
                TopologyFile.Read(bus);
            var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .Where(variable => variable.Value is string { Length: > 0 })
                .Select(variable => ((string)variable.Key).Replace("__", $"{Separator}", StringComparison.Ordinal));
            return new(path, settings.LocalHttpPort, settings.Values.Where(value => value.Value is { Length: > 0 }).Select(value => value.Key).Concat(environment));
        }
        catch (Exception broken) when (broken is StartException or TopologyException or IOException or UnauthorizedAccessException)
        {
            throw new Refusal(broken.Message, broken);
        }
    }

    /// <summary>Whether the environment or <c>local.settings.json</c> has a value for this setting or a part of it, such as <c>Cosmos__accountEndpoint</c>.</summary>
    public bool Gives(string setting) => _given.Contains(setting);
}
