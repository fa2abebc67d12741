using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Backends;

namespace Serverless.Contracts.Projections;

/// <summary>A rebuild as its orchestration does it, but with every step twice, as after a process that ended before it could say that the step is done.</summary>
internal static class RebuildSteps
{
    /// <param name="between">Done before each step.</param>
    public static async Task RunAsync(IServiceProvider services, ShiftedTime time, Projection projection, Func<Task> between)
    {
        var (rebuilding, feed, reads) = (services.GetRequiredService<Rebuilding>(), services.GetRequiredService<RebuildFeed>(), 0);
        await between();
        var build = (await rebuilding.AnnounceAsync(projection, _ => Task.FromResult<bool?>(null), CancellationToken.None)).Value.Building!.Value;
        time.Advance(rebuilding.Pause);
        await between();
        foreach (var source in await rebuilding.SourcesAsync(projection, CancellationToken.None))
        {
            for (var at = source; !at.IsAtEnd;)
            {
                await feed.ReadAsync(projection, build, at, CancellationToken.None);
                // Not for ever: the feed must come to its end.
                if (reads++ < 6) await between();
                at = (await feed.ReadAsync(projection, build, at, CancellationToken.None)).Source;
            }
        }

        await StepAsync(() => rebuilding.SwitchAsync(projection, build, CancellationToken.None));
        await StepAsync(() => rebuilding.RetireAsync(projection, build, CancellationToken.None));
        while (await rebuilding.DeleteAsync(projection, build, CancellationToken.None) > 0) await between();
        await StepAsync(() => rebuilding.FinishAsync(projection, build, CancellationToken.None));

        async Task StepAsync(Func<Task> step)
        {
            await between();
            await step();
            await step();
            await between();
            time.Advance(rebuilding.Pause);
        }
    }
}
