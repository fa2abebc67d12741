using Serverless.LocalHost.Processes;
using Serverless.LocalHost.Settings;
using Serverless.LocalHost.Terminal;

namespace Serverless.LocalHost.Running;

/// <summary>A run from its beginning to its end.</summary>
internal static class Run
{
    /// <summary>After this a start is slow enough to say what it waits for.</summary>
    private static readonly TimeSpan SlowStart = TimeSpan.FromSeconds(5);

    /// <returns>The exit code.</returns>
    public static async Task<int> UntilStoppedAsync(RunOptions options)
    {
        using var signals = new Signals();
        try
        {
            var folder = AppFolder.Read(options.Root);
            using var data = DataFolder.Hold(options.Data, folder.Path);
            if (options.Fresh)
                data.Clear();
            await ServeAsync(Plan.Make(options, folder, data), data, options.Verbose, signals);
            return 0;
        }
        catch (Refusal refusal)
        {
            refusal.Report();
            return Refusal.ExitCode;
        }
    }

    private static async Task ServeAsync(Plan plan, DataFolder data, bool showsAll, Signals signals)
    {
        using var children = new Children([.. plan.Parts], data.Logs, showsAll);
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(signals.Stopping);
        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, signals.Stopping);
        var ready = children.StartAsync(starting.Token);
        try
        {
            if (await FirstAsync(ready, Task.WhenAny(children.FirstEnd, stopped), children) == ready && !signals.Stopping.IsCancellationRequested)
            {
                await ready;
                Console.WriteLine(Welcome.Of(plan, data));
                await Task.WhenAny(children.FirstEnd, stopped);
            }
            if (!signals.Stopping.IsCancellationRequested)
                throw (await children.FirstEnd).Surprise();
            Console.WriteLine("Stopping ...");
        }
        finally
        {
            await starting.CancelAsync();
            // What has been started must be known before it can be stopped.
            await ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await children.StopAsync(signals.Hurrying);
        }
    }

    private static async Task<Task> FirstAsync(Task ready, Task ended, Children children)
    {
        var first = Task.WhenAny(ready, ended);
        if (await Task.WhenAny(first, Task.Delay(SlowStart)) != first)
            Console.WriteLine($"Waiting for {string.Join(" and ", children.Awaited.Select(part => part.Name))} ...");
        return await first;
    }
}
