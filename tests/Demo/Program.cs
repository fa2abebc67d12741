using Serverless.Demo.Forgetting;
using Serverless.Demo.Terminal;
using Serverless.LocalHost.Processes;
using Serverless.LocalHost.Running;
using Spectre.Console;

return await new DemoCommand().RunAsync(args, async (run, options) =>
{
    var isWatched = !Console.IsOutputRedirected;
    var console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = isWatched ? AnsiSupport.Detect : AnsiSupport.No,
        Interactive = isWatched ? InteractionSupport.Detect : InteractionSupport.No,
    });
    var show = new Show(options, console);
    if (options.Url is not { } url) return await Run.UntilStoppedAsync(run with { Settings = Officer.Settings }, show.RunAsync);
    using var signals = new Signals();
    return (await show.RunAsync(url, signals.Stopping)).ExitCode;
});
