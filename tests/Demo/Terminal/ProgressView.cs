using Serverless.Demo.Playing;
using Serverless.Demo.Scripting;
using Spectre.Console;

namespace Serverless.Demo.Terminal;

/// <summary>A bar that says in which week the play is.</summary>
internal sealed class ProgressView(IAnsiConsole console)
{
    public Task ShowAsync(Script script, Func<IProgress<PlayProgress>, Task> play) => console.Progress()
        .AutoClear(enabled: true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .StartAsync(async context =>
        {
            var bar = context.AddTask(NameOf(0), maxValue: script.Steps);
            await play(new Bar(bar));
        });

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
}
