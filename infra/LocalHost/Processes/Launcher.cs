using System.Collections.Concurrent;
using System.Diagnostics;

namespace Serverless.LocalHost.Processes;

/// <summary>
/// Starts processes that end with this one however it ends, and that a Ctrl-C in the terminal does not reach, so that they
/// can be stopped in order.
/// </summary>
internal sealed class Launcher
{
    private readonly BlockingCollection<Action> _starts = [];

    /// <summary>
    /// Linux kills the processes when the thread that started them ends, not the whole process: one thread starts them
    /// all, and lives as long as this process does.
    /// </summary>
    public Launcher() => new Thread(Serve) { IsBackground = true, Name = nameof(Launcher) }.Start();

    public Task<Process> StartAsync(ProcessStartInfo command)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(command)!);
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        return started.Task;
    }

    /// <summary>The command in a session of its own, with its end tied to that of the starting thread: both exec, so it keeps its process id.</summary>
    public static (string Program, IEnumerable<string> Arguments) Bound(string program, IEnumerable<string> arguments) =>
        OperatingSystem.IsLinux() ? ("setpriv", ["--pdeathsig", "KILL", "setsid", program, .. arguments]) : (program, arguments);

    private void Serve()
    {
        foreach (var start in _starts.GetConsumingEnumerable())
            start();
    }
}
