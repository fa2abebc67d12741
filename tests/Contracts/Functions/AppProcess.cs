using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Functions;

/// <summary>The sample app in a process of its own, in a folder of its own, driven over HTTP.</summary>
public sealed class AppProcess : IDisposable
{
    private const string ListeningLabel = "Now listening on: ";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output;

    private AppProcess(Process process, ConcurrentQueue<string> output, Uri address)
    {
        _process = process;
        _output = output;
        Http = new() { BaseAddress = address };
    }

    public HttpClient Http { get; }

    public string Output => string.Join('\n', _output);

    public static async Task<AppProcess> StartAsync(AppFolder folder)
    {
        var process = Process.Start(new ProcessStartInfo(
            "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Serverless.SampleApp.dll"), "--port", "0"])
        {
            WorkingDirectory = folder.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = new ConcurrentQueue<string>();
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.OutputDataReceived += (_, line) =>
        {
            output.Enqueue(line.Data ?? "");
            if (line.Data?.IndexOf(ListeningLabel, StringComparison.Ordinal) is >= 0 and var at)
                listening.TrySetResult(new(line.Data[(at + ListeningLabel.Length)..]));
            else if (line.Data?.Contains("Application started", StringComparison.Ordinal) == true)
                started.TrySetResult();
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await Deadline.WithinAsync("the app has started or ended", Task.WhenAny(started.Task, process.WaitForExitAsync()));
            if (!started.Task.IsCompleted)
                throw new InvalidOperationException($"The app ended: {string.Join('\n', output)}");
            return new(process, output, await Deadline.WithinAsync("the app says where it is", listening.Task));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    public async Task<string[]> JournalAsync(string name) =>
        JsonSerializer.Deserialize<string[]>(await Http.GetStringAsync(new Uri($"api/journal/{name}", UriKind.Relative)))!;

    public Task JournalAsync(string name, Func<string[], bool> condition) =>
        Deadline.UntilAsync($"the journal of {name} is as expected", async () => condition(await JournalAsync(name)));

    /// <summary>Asks the process to end; <see cref="EndAsync"/> waits for it.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("sh", ["-c", $"kill -TERM {_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        await Deadline.WithinAsync("the app ends", _process.WaitForExitAsync());
        return _process.ExitCode;
    }

    public async Task StopAsync()
    {
        await TerminateAsync();
        Assert.Equal(0, await EndAsync());
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        Http.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
