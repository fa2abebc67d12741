using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Starting;

/// <summary>LocalHost as <c>./run</c> starts it, in a process group of its own as a terminal would put it, on free ports.</summary>
public sealed partial class LocalHostProcess : IAsyncDisposable
{
    public static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "Serverless.LocalHost.dll");

    /// <summary>A value for blobs leaves Azurite out, which takes longest to start.</summary>
    public static readonly IReadOnlyDictionary<string, string> WithoutBlobs =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["Blobs"] = "UseDevelopmentStorage=true" };

    /// <summary>Three runtimes and Node start at once, beside the tests of other projects.</summary>

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource _welcomed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LocalHostProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output => string.Join('\n', _lines);

    public Uri App => new(Said(AppLine()));

    public Uri Cosmos => new(Said(CosmosLine()));

    public Uri Blobs => new(Said(BlobsLine()));

    /// <summary>Waits until it says that all answer.</summary>
    public static async Task<LocalHostProcess> StartAsync(RunFolder folder, bool blobs = false, params string[] options)
    {
        var start = new ProcessStartInfo(
            "setsid", ["dotnet", Executable, "--port", "0", "--cosmos-port", "0", "--blob-port", "0", .. options])
        {
            WorkingDirectory = folder.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in WithoutBlobs)
        {
            if (!blobs)
                start.Environment[name] = value;
        }
        var run = new LocalHostProcess(Process.Start(start)!);
        try
        {
            await Task.WhenAny(run._welcomed.Task, run._process.WaitForExitAsync(), Task.Delay(Deadline.Patience));
            Assert.True(run._welcomed.Task.IsCompleted, $"The run {(run._process.HasExited ? "ended" : "did not get ready")}: {run.Output}");
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    public async Task<string> GetAsync(string path)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(App, path));
    }

    /// <summary>What Ctrl-C does: the signal goes to the whole process group.</summary>
    public Task InterruptAsync() => SignalAsync("INT", $"-{Id}");

    public Task TerminateAsync() => SignalAsync("TERM", $"{Id}");

    public static Task KillAsync(int process) => SignalAsync("KILL", $"{process}");

    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        await Deadline.WithinAsync("the run has ended", _process.WaitForExitAsync());
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        var children = ProcessTable.ChildrenOf(Id);
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        await Deadline.UntilAsync("the parts of the run have ended", () => !children.Any(ProcessTable.Lives));
        _process.Dispose();
    }

    private static async Task SignalAsync(string signal, string target)
    {
        var kill = await Command.RunAsync("bash", ["-c", $"kill -s {signal} -- {target}"]);
        Assert.Equal((0, ""), (kill.ExitCode, kill.Error));
    }

    private void Hear(string? line)
    {
        _lines.Enqueue(line ?? "");
        if (line?.StartsWith("Ctrl-C stops", StringComparison.Ordinal) == true)
            _welcomed.TrySetResult();
    }

    private string Said(Regex line) => line.Match(Output) is { Success: true } match
        ? match.Groups["address"].Value
        : throw new InvalidOperationException($"There is no {line} in: {Output}");

    [GeneratedRegex(@"The app answers at (?<address>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AppLine();

    [GeneratedRegex(@"Cosmos DB +(?<address>http\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CosmosLine();

    [GeneratedRegex(@"blobs +(?<address>http\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BlobsLine();
}
