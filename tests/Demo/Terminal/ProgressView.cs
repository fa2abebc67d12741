using Serverless.Demo.Playing;
using Serverless.Demo.Scripting;
using Spectre.Console;

namespace Serverless.Demo.Terminal;

/// <summary>A bar that says in which week the play is; where nobody watches a terminal, a line for each week.</summary>
internal sealed class ProgressView(IAnsiConsole console)
{
    public async Task<Venue> ShowAsync(Script script, Func<IProgress<PlayProgress>, Task<Venue>> play)
    {
        if (!console.Profile.Capabilities.Interactive) return await play(new Lines(console));
        return await console.Progress()
            .AutoClear(enabled: true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => play(new Bar(context.AddTask(NameOf(0), maxValue: script.Steps))));
    }

    private static string NameOf(int week) => week switch
    {
        0 => "Applications",
        > Programme.Weeks => "Certificates",
        _ => $"Week {week} of {Programme.Weeks}",
    };

    /// <summary>Told by many at once.</summary>
    private sealed class Bar(ProgressTask task) : IProgress<PlayProgress>
    {
        public void Report(PlayProgress value)
        {
            lock (task)
            {
                task.Description = NameOf(value.Week);
                task.Increment(value.Steps);
            }
        }
    }

    private sealed class Lines(IAnsiConsole console) : IProgress<PlayProgress>
    {
        private int _week = -1;

        public void Report(PlayProgress value)
        {
            lock (console)
            {
                if (value.Week <= _week) return;
                _week = value.Week;
                console.WriteLine(NameOf(value.Week));
            }
        }
    }
}
