namespace Serverless.LocalHost.Parts;

/// <summary>One of the processes that a run consists of, and how to see that it answers.</summary>
/// <param name="Name">As messages name it.</param>
/// <param name="Log">The file in the folder of logs, without its ending.</param>
/// <param name="Asked">Any answer from there shows that it serves.</param>
internal sealed record Part(string Name, string Log, string Program, IReadOnlyList<string> Arguments, Uri Asked)
{
    /// <summary>What its environment says beside that of the run.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long it may take to end when it is asked to; then it is killed.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What must be done before it can start.</summary>
    public Func<CancellationToken, Task> PrepareAsync { get; init; } = _ => Task.CompletedTask;

    /// <summary>Whether a line that it writes is worth showing to somebody who did not ask to see all.</summary>
    public Func<string, bool> IsWorthShowing { get; init; } = _ => false;

    /// <summary>Whatever is not .NET's own and lies beside this executable.</summary>
    public static string Beside(params ReadOnlySpan<string> names) => Path.Combine([AppContext.BaseDirectory, .. names]);

    /// <summary>The command that runs .NET programs: the one that runs this, where it is one.</summary>
    public static string DotNet => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
}
