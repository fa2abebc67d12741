using System.Data.Common;
using System.Diagnostics;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Durability;

/// <summary>The LocalCosmos executable in a process of its own, to be killed.</summary>
public sealed class ServerProcess : IDisposable
{
    private const string ConnectionLabel = "Connection string: ";

    private readonly Process _process;

    private ServerProcess(Process process, string connectionString)
    {
        _process = process;
        ConnectionString = connectionString;
        Endpoint = new Uri((string)new DbConnectionStringBuilder { ConnectionString = connectionString }["AccountEndpoint"]);
    }

    public string ConnectionString { get; }

    public Uri Endpoint { get; }

    public static ProcessStartInfo Command(params string[] arguments) =>
        new("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Serverless.LocalCosmos.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    public static async Task<ServerProcess> StartAsync(params string[] arguments)
    {
        var process = Process.Start(Command(arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        while (await Deadline.WithinAsync("the server says where it is", process.StandardOutput.ReadLineAsync()) is { } line)
        {
            if (line.StartsWith(ConnectionLabel, StringComparison.Ordinal))
                return new ServerProcess(process, line[ConnectionLabel.Length..].Trim());
        }
        throw new InvalidOperationException($"The server ended: {await errors}");
    }

    public CosmosClient Connect()
    {
        var options = Backend.NewOptions();
        options.RequestTimeout = TimeSpan.FromSeconds(2);
        return new CosmosClient(ConnectionString, options);
    }

    /// <summary>SIGKILL: nothing in the process gets to finish anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(string signal)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{signal} {_process.Id}"]);
        await kill.WaitForExitAsync();
        await ExitedAsync();
        return _process.ExitCode;
    }

    public Task ExitedAsync() => Deadline.WithinAsync("the server ends", _process.WaitForExitAsync());

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
