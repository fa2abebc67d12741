using Serverless.LocalHost.Processes;
using Serverless.LocalHost.Settings;
using Serverless.LocalHost.Terminal;

namespace Serverless.LocalHost.Running;

/// <summary>A run from its beginning to its end.</summary>
internal static class Run
{
    /// <summary>After this a start is slow enough to say what it waits for.</summary>
    private static readonly TimeSpan SlowStart = TimeSpan.FromSeconds(5);

    /// <param name="visit">Somebody who uses the system as soon as it answers; null for nobody.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> UntilStoppedAsync(RunOptions options, Visit? visit = null)
    {
        using var signals = new Signals();
        try
        {
            var folder = AppFolder.Read(options.Root);
            using var data = DataFolder.Hold(options.Data, folder.Path);
            if (options.Fresh)
                data.Clear();
            return await ServeAsync(Plan.Make(options, folder, data), data, options.Verbose, signals, visit);
        }
        catch (Refusal refusal)
        {
            refusal.Report();
            return Refusal.ExitCode;
        }
    }

    private static async Task<int> ServeAsync(Plan plan, DataFolder data, bool showsAll, Signals signals, Visit? visit)
    {
        using var children = new Children([.. plan.Parts], data.Logs, showsAll);
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(signals.Stopping);
        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, signals.Stopping);
        var ready = children.StartAsync(starting.Token);
        var left = new VisitEnd(ExitCode: 0, StaysOpen: true);
        try
        {
            if (await FirstAsync(ready, Task.WhenAny(children.FirstEnd, stopped), children) == ready && !signals.Stopping.IsCancellationRequested)
            {
                await ready;
                if (visit is not null)
                    left = await ReceiveAsync(visit, plan, Task.WhenAny(children.FirstEnd, stopped));
                if (left.StaysOpen && !children.FirstEnd.IsCompleted && !signals.Stopping.IsCancellationRequested)
                {
                    Console.WriteLine(Welcome.Of(plan, data));
                    await Task.WhenAny(children.FirstEnd, stopped);
                }
            }
            if (children.FirstEnd.IsCompleted && !signals.Stopping.IsCancellationRequested)
                throw (await children.FirstEnd).Surprise();
            Console.WriteLine("Stopping ...");
            return left.ExitCode;
        }
        finally
        {
            await starting.CancelAsync();
            // What has been started must be known before it can be stopped.
            await ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await children.StopAsync(signals.Hurrying);
        }
    }

    /// <summary>The visitor goes when the system does.</summary>
    private static async Task<VisitEnd> ReceiveAsync(Visit visit, Plan plan, Task ended)
    {
        using var leaving = new CancellationTokenSource();
        var visiting = visit(plan.Address, leaving.Token);
        await Task.WhenAny(visiting, ended);
        await leaving.CancelAsync();
        return await visiting;
    }

    private static async Task<Task> FirstAsync(Task ready, Task ended, Children children)
    {
        var first = Task.WhenAny(ready, ended);
        if (await Task.WhenAny(first, Task.Delay(SlowStart)) != first)
            Console.WriteLine($"Waiting for {string.Join(" and ", children.Awaited.Select(part => part.Name))} ...");
        return await first;
    }
}
