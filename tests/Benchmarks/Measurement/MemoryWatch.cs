using Serverless.Benchmarks.Targets;

namespace Serverless.Benchmarks.Measurement;

/// <summary>The highest resident memory of a server over one phase, sampled: the kernel's own maximum covers its whole life.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource ended = new();
    private readonly Task sampling;
    private double highest;

    public MemoryWatch(ServerProcess process) => sampling = SampleAsync(process);

    public async Task<double> StopAsync()
    {
        await ended.CancelAsync();
        await sampling;
        return highest;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        ended.Dispose();
    }

    private async Task SampleAsync(ServerProcess process)
    {
        using PeriodicTimer timer = new(Interval);
        try
        {
            do highest = Math.Max(highest, process.ResidentMemory().Now);
            while (await timer.WaitForNextTickAsync(ended.Token));
        }
        catch (OperationCanceledException)
        {
        }
    }
}
