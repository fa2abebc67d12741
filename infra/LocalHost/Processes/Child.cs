using System.ComponentModel;
using System.Diagnostics;
using Serverless.LocalHost.Parts;
using Serverless.LocalHost.Terminal;

namespace Serverless.LocalHost.Processes;

/// <summary>A part of the run while its process lives.</summary>
internal sealed class Child : IDisposable
{
    private readonly Part _part;
    private readonly Process _process;
    private readonly ChildOutput _output;

    private Child(Part part, Process process, ChildOutput output)
    {
        _part = part;
        _process = process;
        _output = output;
        process.OutputDataReceived += (_, line) => output.Write(line.Data);
        process.ErrorDataReceived += (_, line) => output.Write(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        Ended = process.WaitForExitAsync();
    }

    /// <summary>Completes when the process is gone and all that it wrote is written.</summary>
    public Task Ended { get; }

    /// <exception cref="Refusal">The program is not there.</exception>
    public static async Task<Child> StartAsync(Launcher launcher, Part part, ChildOutput output)
    {
        var (program, arguments) = Launcher.Bound(part.Program, part.Arguments);
        var command = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in part.Settings)
            command.Environment[name] = value;
        try
        {
            return new(part, await launcher.StartAsync(command), output);
        }
        catch (Win32Exception missing)
        {
            throw new Refusal($"{part.Name} cannot start, because {program} is not there ({missing.Message}).", missing);
        }
    }

    /// <summary>How it ended, for somebody who did not ask it to.</summary>
    public Refusal Surprise() => new($"{Capitalised(_part.Name)} ended unexpectedly with exit code {_process.ExitCode}; its whole log is {_output.Path}.")
    {
        Details = _output.LastUnseen,
    };

    /// <summary>Asks it to end and waits for that, as long as its part says and nobody is in a hurry; then kills it.</summary>
    public async Task StopAsync(CancellationToken hurry)
    {
        Signals.AskToEnd(_process.Id);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(hurry);
        patience.CancelAfter(_part.Patience);
        try
        {
            await Ended.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            if (!hurry.IsCancellationRequested)
                Console.Error.WriteLine($"run: {_part.Name} did not end within {_part.Patience.TotalSeconds:0} s and was killed.");
            _process.Kill();
            await Ended;
        }
    }

    public void Dispose()
    {
        _process.Dispose();
        _output.Dispose();
    }

    private static string Capitalised(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
