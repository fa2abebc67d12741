using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Running;

/// <summary>The app in a process of its own, driven over HTTP.</summary>
public sealed class AppProcess : IAsyncDisposable
{
    private const string ListeningLabel = "Now listening on: ";

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output;
    private readonly Func<ValueTask> _leave;

    private AppProcess(Process process, Uri address, ConcurrentQueue<string> output, Func<ValueTask> leave)
    {
        _process = process;
        _output = output;
        _leave = leave;
        Http = new() { BaseAddress = address };
    }

    public HttpClient Http { get; }

    /// <summary>All that the process has said.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>In a folder of its own, on a LocalCosmos of its own in memory.</summary>
    public static async Task<AppProcess> StartAsync()
    {
        var folder = MakeFolder();
        var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        return await StartAsync(folder, Settings(cosmos.ConnectionString), LeaveAsync);

        async ValueTask LeaveAsync()
        {
            await cosmos.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <param name="folder">From <see cref="MakeFolder"/>; outlives the process, as does the store.</param>
    /// <param name="patience">How long a request waits for the store; null as long as usual.</param>
    public static Task<AppProcess> StartAsync(string folder, string cosmos, TimeSpan? patience = null) =>
        StartAsync(folder, new(Settings(cosmos)) { ["Cosmos__patience"] = patience?.ToString() }, () => ValueTask.CompletedTask);

    /// <param name="settings">Added to the usual ones.</param>
    public static Task<AppProcess> StartAsync(string folder, string cosmos, IReadOnlyDictionary<string, string?> settings) =>
        StartAsync(folder, settings.Aggregate(Settings(cosmos), (all, one) => new(all) { [one.Key] = one.Value }), () => ValueTask.CompletedTask);

    /// <summary>Starts an app that cannot start, with one setting changed.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(string setting, string? value)
    {
        var folder = MakeFolder();
        var output = new ConcurrentQueue<string>();
        using var process = Start(folder, new(Settings(cosmos: "")) { [setting] = value }, output);
        try
        {
            using var patience = new CancellationTokenSource(Deadline.Patience);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, string.Join('\n', output));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>A token for the caller, from the platform that the host plays.</returns>
    public async Task<string> TokenAsync(string tenantId, Guid? personId, string[] roles, int? lifetimeSeconds = null)
    {
        using var answer = await Http.PostAsJsonAsync(new Uri(".auth/dev/token", UriKind.Relative), new { tenantId, personId, roles, lifetimeSeconds });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    /// <summary>SIGKILL: nothing in the process gets to finish anything.</summary>
    public Task KillAsync() => KillAsync(_process);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await KillAsync(_process);
        _process.Dispose();
        await _leave();
    }

    public static string MakeFolder()
    {
        var folder = Directory.CreateTempSubdirectory("app-").FullName;
        foreach (var file in new[] { "host.json", "servicebus.json" })
            File.Copy(Path.Combine(AppContext.BaseDirectory, file), Path.Combine(folder, file));
        return folder;
    }

    private static async Task<AppProcess> StartAsync(string folder, Dictionary<string, string?> settings, Func<ValueTask> leave)
    {
        var output = new ConcurrentQueue<string>();
        var process = Start(folder, settings, output);
        try
        {
            return new(process, await AddressAsync(process, output), output, leave);
        }
        catch
        {
            await KillAsync(process);
            process.Dispose();
            await leave();
            throw;
        }
    }

    private static async Task KillAsync(Process process)
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
    }

    private static Dictionary<string, string?> Settings(string cosmos) => new(StringComparer.Ordinal)
    {
        ["WEBSITE_AUTH_ENABLED"] = "True",
        ["LOCAL_AUTH_KEY"] = ".local/auth.key",
        ["Cosmos"] = cosmos,
        // Nothing listens there: an app that needs blobs is given the address of an emulator of its own.
        ["Blobs"] = "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=AA==;BlobEndpoint=http://127.0.0.1:9/devstoreaccount1;",
        ["Keys__folder"] = ".local/keys",
        ["COSMOS_DISABLE_IMDS_ACCESS"] = "true",
        ["ServiceBus"] = "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;",
        // A rebuild waits for what other processes may not know yet; here there are none.
        ["Projections__BuildCacheLifetime"] = "00:00:00.100",
        ["Projections__RebuildGrace"] = "00:00:00.300",
    };

    private static Process Start(string folder, Dictionary<string, string?> settings, ConcurrentQueue<string> output)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Serverless.Functions.dll"), "--port", "0"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<Uri> AddressAsync(Process process, ConcurrentQueue<string> output)
    {
        var started = Stopwatch.GetTimestamp();
        while (!output.Any(line => line.Contains("Application started", StringComparison.Ordinal)))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(started) > Deadline.Patience)
                throw new InvalidOperationException($"The app did not start: {string.Join('\n', output)}");
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
        var listening = output.First(line => line.Contains(ListeningLabel, StringComparison.Ordinal));
        return new(listening[(listening.IndexOf(ListeningLabel, StringComparison.Ordinal) + ListeningLabel.Length)..]);
    }
}
