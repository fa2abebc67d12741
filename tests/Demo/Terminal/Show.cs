using System.Diagnostics;
using Serverless.Demo.Comparing;
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

    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(15);

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
        var play = new PlayOptions(TimeProvider.System);
        using var client = new ApiClient(_ => Task.FromResult(system), play.Patience, play.Time);
        var tokens = new Tokens(client);
        var started = Stopwatch.GetTimestamp();
        var venue = await new Opening(client, tokens, play.Time).OpenAsync(script, leaving);
        await new ProgressView(console).ShowAsync(script, progress => new Player(play, client, tokens, venue).PlayAsync(script, progress, leaving));

        var comparison = new Comparison(client, Calm, play.Time);
        var lines = await comparison.CompareAsync(Board.Address(venue), venue.Crew.Operator, Board.Rows(Tally.Of(script)), leaving);
        new Report(console).Write(script, venue, client, Stopwatch.GetElapsedTime(started), lines, system);
        return lines.All(line => line.IsSame) ? 0 : Different;
    }
}
