using System.CommandLine;
using Serverless.Demo.Scripting;
using Serverless.LocalHost.Terminal;

namespace Serverless.Demo.Terminal;

/// <summary>The command line of a run, and what the demo asks beside it.</summary>
internal sealed class DemoCommand
{
    private readonly Option<int> _learners = new("--learners")
    {
        Description = $"How many people ask for a place, at most {Script.MostLearners}.",
        HelpName = "N",
        DefaultValueFactory = _ => 200,
    };

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "The same number tells the same story.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<bool> _once = new("--once") { Description = "End when the play has ended, instead of serving until Ctrl-C." };

    private readonly Option<Uri?> _url = new("--url")
    {
        Description = "Play on a system that runs already, instead of starting one.",
        HelpName = "URL",
        CustomParser = result => Uri.TryCreate(result.Tokens.Single().Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : Refuse(result),
    };

    public DemoCommand() => _learners.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, out var number) && number is < 1 or > Script.MostLearners)
            result.AddError($"--learners must be a number from 1 to {Script.MostLearners}.");
    });

    /// <returns>The exit code.</returns>
    public Task<int> RunAsync(IReadOnlyList<string> arguments, Func<RunOptions, DemoOptions, Task<int>> run) => new RunCommand(
        "Starts the whole system on this machine, plays a programme of twelve weeks on it as its people would, and compares what its dashboard says with the script.",
        _learners, _seed, _once, _url).RunAsync(arguments, (options, parsed) => run(options, new DemoOptions(
            parsed.GetValue(_learners),
            parsed.GetValue(_seed),
            parsed.GetValue(_once),
            parsed.GetValue(_url))));

    private static Uri? Refuse(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError("--url must be an address such as http://127.0.0.1:7071.");
        return null;
    }
}

/// <param name="Url">Of a system that runs already; null to start one.</param>
internal sealed record DemoOptions(int Learners, int Seed, bool Once, Uri? Url);
