using System.CommandLine;
using System.CommandLine.Parsing;

namespace Serverless.LocalCosmos.Terminal;

/// <summary>The command line: its options, and what goes wrong with them said in one line.</summary>
internal sealed class ServeCommand
{
    public const int DefaultPort = 8081;
    public const string DefaultDirectory = ".local/cosmos";

    private const int HighestPort = 65535;
    private const string SyncFull = "full";
    private const string SyncNormal = "normal";

    private readonly Option<int> _port = new("--port")
    {
        Description = "The port on 127.0.0.1; 0 takes a free one.",
        DefaultValueFactory = _ => DefaultPort,
    };

    private readonly Option<string> _data = new("--data")
    {
        Description = "The directory that holds the data; it is made when missing.",
        HelpName = "DIR",
        DefaultValueFactory = _ => DefaultDirectory,
    };

    private readonly Option<bool> _inMemory = new("--in-memory") { Description = "Keep nothing on disk." };

    private readonly Option<int> _partitions = new("--partitions")
    {
        Description = "The physical partition ranges of a new container.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string> _key = new("--key")
    {
        Description = "The account key, base64.",
        HelpName = "KEY",
        DefaultValueFactory = _ => LocalCosmosOptions.DefaultKey,
    };

    private readonly Option<string> _sync = new("--sync")
    {
        Description = "normal: a write survives the end of the process; full: also a power cut.",
        DefaultValueFactory = _ => SyncNormal,
    };

    private readonly RootCommand _root;

    public ServeCommand()
    {
        _root = new RootCommand("An embedded Azure Cosmos DB (NoSQL API, gateway mode) for this machine.")
        {
            _port, _data, _inMemory, _partitions, _key, _sync,
        };
        _sync.AcceptOnlyFromAmong(SyncFull, SyncNormal);
        InRange(_port, 0, HighestPort);
        InRange(_partitions, 1, LocalCosmosOptions.MaximumPartitions);
        _root.Validators.Add(result =>
        {
            if (result.GetValue(_inMemory) && result.GetResult(_data) is { Implicit: false })
                result.AddError("--in-memory and --data exclude each other.");
        });
    }

    /// <returns>The exit code.</returns>
    public Task<int> RunAsync(IReadOnlyList<string> arguments, Func<LocalCosmosOptions, int, CancellationToken, Task<int>> serve)
    {
        _root.SetAction((result, cancellation) => serve(OptionsOf(result), result.GetValue(_port), cancellation));
        var parsed = _root.Parse(arguments);
        if (parsed.Errors is [var error, ..])
        {
            Failure.Report(error.Message);
            return Task.FromResult(Failure.ExitCode);
        }

        return parsed.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
        });
    }

    private static void InRange(Option<int> option, int lowest, int highest) => option.Validators.Add(result =>
    {
        // A text that is no number has its own message.
        if (result.Tokens is [var token] && int.TryParse(token.Value, out var value) && (value < lowest || value > highest))
            result.AddError($"{option.Name} must be a number from {lowest} to {highest}.");
    });

    private LocalCosmosOptions OptionsOf(ParseResult result) => new()
    {
        DataDirectory = result.GetValue(_inMemory) ? null : result.GetValue(_data),
        Partitions = result.GetValue(_partitions),
        Key = result.GetValue(_key)!,
        SyncEveryCommit = result.GetValue(_sync) == SyncFull,
    };
}
