using System.Collections.Concurrent;
using System.Diagnostics;

namespace Serverless.Browser;

/// <summary>The app in a process and a folder of its own.</summary>
internal sealed class AppProcess : IDisposable
{
    private const string ListeningLabel = "Now listening on: ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly string _folder;

    private AppProcess(Process process, string folder, Uri address) => (_process, _folder, Address) = (process, folder, address);

    public Uri Address { get; }

    public static async Task<AppProcess> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("browsed-").FullName;
        File.Copy(Path.Combine(AppContext.BaseDirectory, "host.json"), Path.Combine(folder, "host.json"));
        var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Serverless.Functions.dll"), "--port", "0"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The host plays the platform's part: it authenticates, and gives tokens for trying.
            Environment = { ["WEBSITE_AUTH_ENABLED"] = "True", ["LOCAL_AUTH_KEY"] = ".local/auth.key" },
        })!;
        try
        {
            return new(process, folder, await ListeningAsync(process));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit(Patience);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<Uri> ListeningAsync(Process process)
    {
        var output = new ConcurrentQueue<string>();
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.OutputDataReceived += (_, line) =>
        {
            output.Enqueue(line.Data ?? "");
            if (line.Data?.IndexOf(ListeningLabel, StringComparison.Ordinal) is >= 0 and var at)
                address.TrySetResult(new(line.Data[(at + ListeningLabel.Length)..]));
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var deadline = new CancellationTokenSource(Patience);
        await Task.WhenAny(address.Task, process.WaitForExitAsync(deadline.Token));
        return address.Task.IsCompleted ? await address.Task : throw new InvalidOperationException($"The app did not start: {string.Join('\n', output)}");
    }
}
