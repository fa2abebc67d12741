using System.CommandLine;
using Serverless.LocalHost.Parts;
using Serverless.LocalHost.Ports;
using Serverless.LocalHost.Settings;

namespace Serverless.LocalHost.Terminal;

/// <summary>The command line: its options, and what goes wrong with them said in one line.</summary>
internal sealed class RunCommand
{
    private const int HighestPort = 65535;

    private readonly Option<bool> _fresh = new("--fresh")
    {
        Description = "Start over: delete the data, keys and logs of earlier runs first.",
    };

    private readonly Option<int?> _port = new(PortOption.App)
    {
        Description = $"The app's port on 127.0.0.1; 0 takes a free one. [default: {AppPart.UsualPort}]",
        HelpName = "PORT",
    };

    private readonly Option<int> _cosmosPort = PortOf(PortOption.Cosmos, "LocalCosmos's port; 0 takes a free one.", CosmosPart.UsualPort);

    private readonly Option<int> _blobPort = PortOf(PortOption.Blobs, "Azurite's port for blobs; 0 takes a free one.", BlobPart.UsualPort);

    private readonly Option<string> _data = new("--data")
    {
        Description = "The folder that keeps data, keys and logs; it is made when missing.",
        HelpName = "DIR",
        DefaultValueFactory = _ => DataFolder.Usual,
    };

    private readonly Option<bool> _verbose = new("--verbose") { Description = "Show everything that the processes write." };

    private readonly RootCommand _root;

    /// <param name="description">What it does, as its help says.</param>
    /// <param name="more">Options of whoever uses the system that is started.</param>
    public RunCommand(string description = "Starts the whole system on this machine: LocalCosmos, Azurite and the app. Ctrl-C stops it.", params IEnumerable<Option> more)
    {
        _root = new RootCommand(description) { _fresh, _port, _cosmosPort, _blobPort, _data, _verbose };
        foreach (var option in more)
            _root.Options.Add(option);
        _port.Validators.Add(result => CheckPort(result, PortOption.App));
        _cosmosPort.Validators.Add(result => CheckPort(result, PortOption.Cosmos));
        _blobPort.Validators.Add(result => CheckPort(result, PortOption.Blobs));
    }

    /// <returns>The exit code.</returns>
    public Task<int> RunAsync(IReadOnlyList<string> arguments, Func<RunOptions, ParseResult, Task<int>> run)
    {
        _root.SetAction(result => run(OptionsOf(result), result));
        var parsed = _root.Parse(arguments);
        if (parsed.Errors is [var error, ..])
        {
            new Refusal($"{error.Message} See ./run --help.").Report();
            return Task.FromResult(Refusal.ExitCode);
        }

        // The run hears the signals itself: a stop takes as long as its processes need.
        return parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static Option<int> PortOf(string name, string description, int usual) => new(name)
    {
        Description = description,
        HelpName = "PORT",
        DefaultValueFactory = _ => usual,
    };

    private static void CheckPort(System.CommandLine.Parsing.OptionResult result, string name)
    {
        // A text that is no number has its own message.
        if (result.Tokens is [var token] && int.TryParse(token.Value, out var value) && value is < 0 or > HighestPort)
            result.AddError($"{name} must be a number from 0 to {HighestPort}.");
    }

    private RunOptions OptionsOf(ParseResult result) => new(
        Directory.GetCurrentDirectory(),
        Path.GetFullPath(result.GetValue(_data)!),
        result.GetValue(_fresh),
        result.GetValue(_port),
        result.GetValue(_cosmosPort),
        result.GetValue(_blobPort),
        result.GetValue(_verbose));
}
