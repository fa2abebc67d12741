using System.Diagnostics;
using Serverless.Benchmarks.Targets;

namespace Serverless.Benchmarks.Measurement;

/// <summary>Concurrent callers repeat one call for a while; each call's time is kept exactly.</summary>
internal static class Round
{
    /// <param name="servers">That work for the calls; null stands for this process.</param>
    public static async Task<RoundResult> RunAsync(
        int callers, TimeSpan length, Func<Random, Task> callAsync, IReadOnlyList<ServerProcess?> servers, CancellationToken cancellation)
    {
        // What one target leaves behind is not to be collected on another's time.
        GC.Collect();
        (TimeSpan callerBefore, TimeSpan serverBefore) = ProcessorTimes(servers);
        long started = Stopwatch.GetTimestamp();
        List<long>[] perCaller = await Task.WhenAll(
            Enumerable.Range(0, callers).Select(caller => Task.Run(() => RepeatAsync(caller, started, length, callAsync, cancellation), cancellation)));
        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        (TimeSpan callerAfter, TimeSpan serverAfter) = ProcessorTimes(servers);

        long[] latencies = [.. perCaller.SelectMany(caller => caller)];
        Array.Sort(latencies);
        return new RoundResult(
            latencies.Length / elapsed.TotalSeconds,
            Quantile(latencies, 0.5),
            Quantile(latencies, 0.99),
            new ProcessorTime(
                (callerAfter - callerBefore).TotalMicroseconds / latencies.Length,
                (serverAfter - serverBefore).TotalMicroseconds / latencies.Length));
    }

    private static (TimeSpan Caller, TimeSpan Server) ProcessorTimes(IEnumerable<ServerProcess?> servers) =>
        (Environment.CpuUsage.TotalTime, TimeSpan.FromTicks(servers.Sum(server => server?.ProcessorTime().Ticks ?? 0)));

    private static async Task<List<long>> RepeatAsync(
        int caller, long started, TimeSpan length, Func<Random, Task> callAsync, CancellationToken cancellation)
    {
        Random random = new(caller);
        List<long> latencies = [];
        while (Stopwatch.GetElapsedTime(started) < length && !cancellation.IsCancellationRequested)
        {
            long before = Stopwatch.GetTimestamp();
            await callAsync(random);
            latencies.Add(Stopwatch.GetTimestamp() - before);
        }

        cancellation.ThrowIfCancellationRequested();
        return latencies;
    }

    private static double Quantile(long[] sorted, double quantile) =>
        Stopwatch.GetElapsedTime(0, sorted[(int)(quantile * (sorted.Length - 1))]).TotalMilliseconds;
}
