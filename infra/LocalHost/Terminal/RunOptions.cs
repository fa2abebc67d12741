namespace Serverless.LocalHost.Terminal;

/// <summary>What the command line says. Port 0 takes a free one.</summary>
/// <param name="Root">The folder with host.json.</param>
/// <param name="Data">The folder that keeps everything of a run.</param>
/// <param name="Port">The app's; null leaves it to local.settings.json.</param>
internal sealed record RunOptions(string Root, string Data, bool Fresh, int? Port, int CosmosPort, int BlobPort, bool Verbose)
{
    /// <summary>Of the app, for whoever uses the system that is started; what its settings file says of a section wins over all of them.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
