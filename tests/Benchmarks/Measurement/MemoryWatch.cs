using Serverless.Benchmarks.Targets;

namespace Serverless.Benchmarks.Measurement;

/// <summary>The highest resident memory of a server over one phase, sampled: the kernel's own maximum covers its whole life.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _ended = new();
    private readonly Task _sampling;
    private double _highest;

    public MemoryWatch(ServerProcess process) => _sampling = SampleAsync(process);

    public async Task<double> StopAsync()
    {
        await _ended.CancelAsync();
        await _sampling;
        return _highest;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _ended.Dispose();
    }

    private async Task SampleAsync(ServerProcess process)
    {
        using PeriodicTimer timer = new(Interval);
        try
        {
            do _highest = Math.Max(_highest, process.ResidentMemory().Now);
            while (await timer.WaitForNextTickAsync(_ended.Token));
        }
        catch (OperationCanceledException)
        {
        }
    }
}
