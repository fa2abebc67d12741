using System.Runtime.InteropServices;

namespace Serverless.LocalHost.Processes;

/// <summary>What asks this process to end, and how it asks others to.</summary>
internal sealed partial class Signals : IDisposable
{
    private const int Terminate = 15;

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _hurrying = new();
    private readonly List<PosixSignalRegistration> _registrations;

    public Signals() => _registrations =
        [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, Heard))];

    /// <summary>Somebody wants the run to end.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Somebody said so twice.</summary>
    public CancellationToken Hurrying => _hurrying.Token;

    /// <summary>Asks a process to end; one that has ended already does not hear it.</summary>
    public static void AskToEnd(int process) => _ = Kill(process, Terminate);

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stopping.Dispose();
        _hurrying.Dispose();
    }

    private void Heard(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (_stopping.IsCancellationRequested)
            _hurrying.Cancel();
        else
            _stopping.Cancel();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
