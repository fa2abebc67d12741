using System.Diagnostics;

namespace Serverless.Benchmarks.Measurement;

/// <summary>Concurrent callers repeat one call for a while; each call's time is kept exactly.</summary>
internal static class Round
{
    public static async Task<RoundResult> RunAsync(int callers, TimeSpan length, Func<Random, Task> callAsync, CancellationToken cancellation)
    {
        // What one target leaves behind is not to be collected on another's time.
        GC.Collect();
        long started = Stopwatch.GetTimestamp();
        List<long>[] latencies = await Task.WhenAll(
            Enumerable.Range(0, callers).Select(caller => Task.Run(() => RepeatAsync(caller, started, length, callAsync, cancellation), cancellation)));
        return Summarise([.. latencies.SelectMany(caller => caller)], Stopwatch.GetElapsedTime(started));
    }

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

    private static RoundResult Summarise(long[] latencies, TimeSpan elapsed)
    {
        Array.Sort(latencies);
        return new RoundResult(latencies.Length / elapsed.TotalSeconds, Milliseconds(0.5), Milliseconds(0.99));

        double Milliseconds(double quantile) =>
            Stopwatch.GetElapsedTime(0, latencies[(int)(quantile * (latencies.Length - 1))]).TotalMilliseconds;
    }
}
