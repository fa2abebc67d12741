using System.Data.Common;
using System.Diagnostics;
using Serverless.Acceptance.Starting;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Writing;

/// <summary>LocalCosmos on disk, in a process that can be killed and started again at the same address.</summary>
internal sealed class CosmosProcess : IAsyncDisposable
{
    private const string Label = "Connection string: ";

    private readonly TemporaryFolder _data = new();
    private Process? _process;

    public string ConnectionString { get; private set; } = "";

    public async Task StartAsync()
    {
        var port = ConnectionString.Length == 0 ? 0 : new Uri((string)new DbConnectionStringBuilder { ConnectionString = ConnectionString }["AccountEndpoint"]).Port;
        var executable = Path.Combine(AppContext.BaseDirectory, "Serverless.LocalCosmos.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", ["exec", executable, "--port", $"{port}", "--data", _data.Path])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = _process.StandardError.ReadToEndAsync();
        while (await Deadline.WithinAsync("the store says where it is", _process.StandardOutput.ReadLineAsync()) is { } line)
        {
            if (!line.StartsWith(Label, StringComparison.Ordinal)) continue;
            ConnectionString = line[Label.Length..].Trim();
            return;
        }

        throw new InvalidOperationException($"The store ended: {await errors}");
    }

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await KillAsync();
        _data.Dispose();
    }
}
