using System.Diagnostics;
using System.Globalization;
using Serverless.Benchmarks.Report;
using Serverless.Benchmarks.Targets;

namespace Serverless.Benchmarks.Durable;

/// <summary>How fast orchestrations go, durable on disk; the engine runs in this process, as it does in the app.</summary>
internal static class DurableBenchmark
{
    public static readonly TimeSpan TimerDelay = TimeSpan.FromMilliseconds(500);

    private const int Steps = 5;
    private const int Sequences = 1_000;
    private const int Width = 1_000;
    private const int Short = 10_000;
    private const int Hops = 500;
    private const int Waiting = 10_000;
    private const int Kept = 100_000;
    private const int Callers = 500;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(BenchmarkOptions options, ReportWriter report, CancellationToken cancellation)
    {
        await using TemporaryDirectory data = new();
        DurableReport figures = new();
        await using (var hub = await BenchmarkHub.StartAsync(data.Path))
        {
            ReportWriter.Progress("warm-up");
            await hub.RunAsync("FanOut", Width);
            await ManyAsync(200, () => hub.RunAsync("Sequence", Steps));

            figures.Sequences = await MedianAsync("sequences", Sequences, () => ManyAsync(Sequences, () => hub.RunAsync("Sequence", Steps)));
            figures.FanOut = await MedianAsync("fan-out", Width, () => hub.RunAsync("FanOut", Width));
            figures.Timers = TimeSpan.FromSeconds(Width / await MedianAsync("timers", Width, () => hub.RunAsync("Timers", Width))) - TimerDelay;
            figures.Short = await MedianAsync("short orchestrations", Short, () => ManyAsync(Short, () => hub.RunAsync("Short", 1)));
            figures.Hop = TimeSpan.FromSeconds(1 / await MedianAsync("hops", Hops, () => hub.RunAsync("Sequence", Hops)));

            ReportWriter.Progress("finished instances in memory");
            await ManyAsync(Kept, () => hub.RunAsync("Short", 1));
            figures.Resident = Resident();
            await ManyAsync(Waiting, async () => await hub.Client.WaitForInstanceStartAsync(
                await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waiting", 1, cancellation), cancellation));
            figures.IdleLoad = await LoadAsync(cancellation);
        }

        ReportWriter.Progress("recovery");
        var started = Stopwatch.GetTimestamp();
        await using (await BenchmarkHub.StartAsync(data.Path)) figures.Recovery = Stopwatch.GetElapsedTime(started);
        figures.OnDisk = data.Megabytes();
        figures.Write(report, options.Rounds, Waiting, Kept);

        async Task<double> MedianAsync(string what, int count, Func<Task> workAsync)
        {
            ReportWriter.Progress(what);
            List<double> rates = [];
            for (var round = 0; round < options.Rounds; round++)
            {
                cancellation.ThrowIfCancellationRequested();
                var begun = Stopwatch.GetTimestamp();
                await workAsync();
                rates.Add(count / Stopwatch.GetElapsedTime(begun).TotalSeconds);
            }

            return rates.Order().ElementAt(rates.Count / 2);
        }
    }

    private static async Task ManyAsync(int count, Func<Task> workAsync)
    {
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0) await workAsync();
        }));
    }

    /// <returns>In MB, with what a collection leaves.</returns>
    private static double Resident()
    {
        GC.Collect();
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line["VmRSS:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    /// <returns>The part of one core that this process uses while nothing happens.</returns>
    private static async Task<double> LoadAsync(CancellationToken cancellation)
    {
        ReportWriter.Progress("idle");
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        await Task.Delay(Idle, cancellation);
        process.Refresh();
        return (process.TotalProcessorTime - before) / Idle;
    }
}
