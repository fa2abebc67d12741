using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Serverless.LocalCosmos.Terminal;

/// <summary>The life of the executable: start, say where, serve until asked to stop.</summary>
internal static class Serving
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(LocalCosmosOptions options, int port, CancellationToken stopping)
    {
        using var logging = LoggerFactory.Create(l => l.AddProvider(new StandardErrorLog()).SetMinimumLevel(LogLevel.Error));
        LocalCosmosServer server;
        try
        {
            server = await LocalCosmosServer.StartAsync(options with { Logging = logging, Exit = Kill }, port, stopping);
        }
        catch (Exception refused) when (refused is IOException or ArgumentException)
        {
            Failure.Report(refused.Message);
            return Failure.ExitCode;
        }

        await using (server)
        {
            Console.WriteLine($"Endpoint:          {server.Endpoint}");
            Console.WriteLine($"Data:              {options.DataDirectory ?? "in memory"}");
            Console.WriteLine($"Connection string: {server.ConnectionString}");
            Console.WriteLine("Press Ctrl-C to stop.");
            await UntilAsync(stopping);
        }

        return 0;
    }

    private static async Task UntilAsync(CancellationToken stopping)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stopping.UnsafeRegister(static s => ((TaskCompletionSource)s!).SetResult(), stopped);
        await stopped.Task;
    }

    /// <summary>As a crash would: nothing is flushed or closed.</summary>
    private static void Kill()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
