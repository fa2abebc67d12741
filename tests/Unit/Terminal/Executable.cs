using System.Diagnostics;
using Serverless.Contracts.Running;

namespace Serverless.Unit.Terminal;

/// <summary>The built executable, run as a user would.</summary>
internal sealed class Executable : IAsyncDisposable
{
    private readonly Process _process;

    private Executable(Process process) => _process = process;

    /// <summary>Waits until it has said where it is.</summary>
    public static async Task<(Executable Process, Uri Endpoint, string ConnectionString)> ServeAsync(params string[] arguments)
    {
        var executable = new Executable(Start(arguments));
        using var patience = new CancellationTokenSource(Deadline.Patience);
        Uri? endpoint = null;
        while (await executable._process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("Endpoint:", StringComparison.Ordinal)) endpoint = new Uri(line["Endpoint:".Length..].Trim());
            if (line.StartsWith("Connection string:", StringComparison.Ordinal)) return (executable, endpoint!, line["Connection string:".Length..].Trim());
        }

        throw new InvalidOperationException(await executable._process.StandardError.ReadToEndAsync(patience.Token));
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        await using var executable = new Executable(Start(arguments));
        using var patience = new CancellationTokenSource(Deadline.Patience);
        var output = executable._process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = executable._process.StandardError.ReadToEndAsync(patience.Token);
        return (await executable.ExitAsync(), await output, await error);
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Deadline.Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Serverless.LocalCosmos.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
