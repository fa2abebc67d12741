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
    }

    public string ConnectionString { get; }

    public static async Task<ServerProcess> StartAsync(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "exec", Path.Combine(AppContext.BaseDirectory, "Serverless.LocalCosmos.dll") },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }.With(arguments))!;
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

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}

internal static class ProcessArguments
{
    public static ProcessStartInfo With(this ProcessStartInfo start, IEnumerable<string> arguments)
    {
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }
}
