using System.Collections.Concurrent;
using System.Diagnostics;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.DurableTask;

/// <summary>The durable app in a process of its own.</summary>
internal sealed class DurableAppProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = [];
    private readonly Action<string> _heard;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DurableAppProcess(string folder, Action<string> heard)
    {
        _heard = heard;
        _process = Process.Start(new ProcessStartInfo(
            "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Serverless.DurableApp.dll"), folder])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <param name="heard">Gets each line that the app says.</param>
    public static DurableAppProcess Start(string folder, Action<string> heard) => new(folder, heard);

    public Task TellAsync(string command) => _process.StandardInput.WriteLineAsync(command);

    /// <summary>Fails when the app ends before that.</summary>
    public async Task UntilAsync(string what, Task reached)
    {
        var either = Task.WhenAny(reached, _ended.Task);
        await Deadline.WithinAsync(what, either);
        if (!reached.IsCompleted) throw new InvalidOperationException($"The app ended before {what}: {string.Join('\n', _errors)}");
        await reached;
    }

    /// <summary>The highest so far, in MB.</summary>
    public double ResidentMemory()
    {
        _process.Refresh();
        return _process.PeakWorkingSet64 / 1048576.0;
    }

    /// <summary>With SIGKILL; what it has said before is heard.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null) _ended.TrySetResult();
        else _heard(line);
    }
}
