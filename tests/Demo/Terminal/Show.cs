using System.Diagnostics;
using Serverless.Demo.Playing;
using Serverless.Demo.Scripting;
using Serverless.LocalHost.Running;
using Spectre.Console;

namespace Serverless.Demo.Terminal;

/// <summary>Plays a script for whoever watches the terminal.</summary>
internal sealed class Show(DemoOptions options, IAnsiConsole console)
{
    private const int Different = 1;
    private const int Interrupted = 130;

    /// <summary>Whoever has seen it to its end may look around.</summary>
    public async Task<VisitEnd> RunAsync(Uri system, CancellationToken leaving)
    {
        try
        {
            return new VisitEnd(await PlayAsync(system, leaving), StaysOpen: !options.Once);
        }
        catch (Mishap mishap)
        {
            await Console.Error.WriteLineAsync($"demo: {mishap.Message}");
            return new VisitEnd(Different, StaysOpen: false);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("demo: interrupted, so nothing was compared");
            return new VisitEnd(Interrupted, StaysOpen: false);
        }
    }

    /// <returns>The exit code.</returns>
    private async Task<int> PlayAsync(Uri system, CancellationToken leaving)
    {
        var script = Script.Of(options.Seed, options.Learners);
        using var performance = new Performance(script, _ => Task.FromResult(system), new PlayOptions(TimeProvider.System));
        var started = Stopwatch.GetTimestamp();
        var venue = await new ProgressView(console).ShowAsync(script, progress => performance.PlayAsync(progress, leaving));
        var lines = await performance.CompareAsync(venue, leaving);
        new Report(console).Write(script, performance, Stopwatch.GetElapsedTime(started), lines);

        var report = new FarewellReport(console);
        var farewell = await performance.ForgetAsync(venue, report, leaving);
        report.Write(farewell);
        var after = await performance.CompareAsync(venue, leaving, farewell.Learner);
        report.Write(lines, after);
        new Report(console).WriteAddresses(system, venue);
        return lines.Concat(after).All(line => line.IsSame) && farewell.IsProved ? 0 : Different;
    }
}
