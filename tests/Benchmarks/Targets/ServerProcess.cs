using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Serverless.Benchmarks.Targets;

/// <summary>A server in a process of its own, listening on a free port, ended with the benchmark.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Endpoint = new Uri($"http://127.0.0.1:{port}/");
    }

    public Uri Endpoint { get; }

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="settings">Environment variables beside this process's own.</param>
    /// <param name="ready">Where it answers as soon as it can be used.</param>
    public static async Task<ServerProcess> StartAsync(
        string program,
        Func<int, string[]> arguments,
        CancellationToken cancellation,
        IReadOnlyDictionary<string, string>? settings = null,
        string ready = "")
    {
        int port = FreePort();
        ProcessStartInfo start = new(program, arguments(port))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in settings ?? new Dictionary<string, string>()) start.Environment[name] = value;
        ServerProcess server = new(Process.Start(start)!, port);
        Task<string> errors = server._process.StandardError.ReadToEndAsync(cancellation);
        _ = server._process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancellation);
        try
        {
            await server.WaitUntilItAnswersAsync(ready, errors, cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Resident memory now and its highest value so far, in MB.</summary>
    public (double Now, double Highest) ResidentMemory()
    {
        string[] lines = File.ReadAllLines($"/proc/{_process.Id}/status");
        return (Read("VmRSS:"), Read("VmHWM:"));

        double Read(string name) => double.Parse(
            lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture) / 1024;
    }

    public TimeSpan ProcessorTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task WaitUntilItAnswersAsync(string ready, Task<string> errors, CancellationToken cancellation)
    {
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
        for (long started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < StartLimit;)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"{_process.StartInfo.FileName} ended with code {_process.ExitCode}: {await errors}");
            try
            {
                using HttpResponseMessage answer = await http.GetAsync(new Uri(Endpoint, ready), cancellation);
                if (ready.Length == 0 || answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, cancellation);
            }
        }

        throw new TimeoutException($"{_process.StartInfo.FileName} did not answer within {StartLimit}.");
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
