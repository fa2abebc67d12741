using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.DurableTask;

/// <summary>Finished instances are kept on disk, not in memory.</summary>
public sealed class MemoryTests
{
    private const int Instances = 100_000;
    private const double MostMegabytes = 300;

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_hundred_thousand_finished_instances_take_little_memory()
    {
        using TemporaryDirectory directory = new();
        TaskCompletionSource filled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var app = DurableAppProcess.Start(directory.Path, line =>
        {
            if (line.StartsWith("fill", StringComparison.Ordinal)) filled.TrySetResult();
        });
        await app.TellAsync($"fill {Instances}");
        await app.UntilAsync("the instances have finished", filled.Task);
        Assert.InRange(app.ResidentMemory(), 1, MostMegabytes);
    }
}
