using System.Diagnostics;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Starting;

/// <summary>A command that ends by itself, and what it said.</summary>
internal sealed record Command(int ExitCode, string Output, string Error)
{
    public static async Task<Command> RunAsync(
        string program, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? Repository.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(Deadline.Patience);
            return new(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>LocalHost, started in a way in which it is expected to refuse.</summary>
    public static Task<Command> RunLocalHostAsync(RunFolder folder, params string[] arguments) =>
        RunAsync("dotnet", [LocalHostProcess.Executable, .. arguments], folder.Path, LocalHostProcess.WithoutBlobs);

    /// <summary>That it said one line of errors and nothing else, and ended with exit code 1.</summary>
    public string Refusal()
    {
        Assert.Equal((1, ""), (ExitCode, Output));
        return Assert.Single(Error.TrimEnd().Split('\n'));
    }
}
