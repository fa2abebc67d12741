using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.Functions.Invocation;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Hosting;

/// <summary>
/// A trigger that cannot start because something outside is missing, such as a container, tries again until it can.
/// The other functions run meanwhile: so does the service.
/// </summary>
internal sealed class PatientTrigger(string function, ITrigger trigger, TimeProvider time, ILogger log) : ITrigger
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _stopping = new();
    private Task _retrying = Task.CompletedTask;
    private bool _isStarted;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await TryAsync(1, cancellationToken))
            _retrying = RetryAsync();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        try
        {
            await _retrying.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // It never started, and need not any more.
        }
        if (_isStarted)
            await trigger.StopAsync(cancellationToken);
    }

    public void Dispose()
    {
        trigger.Dispose();
        _stopping.Dispose();
    }

    private async Task RetryAsync()
    {
        for (var retry = 1; ; retry++)
        {
            await Task.Delay(Wait(retry), time, _stopping.Token);
            if (await TryAsync(retry + 1, _stopping.Token))
                return;
        }
    }

    private async Task<bool> TryAsync(int retry, CancellationToken cancellationToken)
    {
        try
        {
            await trigger.StartAsync(cancellationToken);
            return _isStarted = true;
        }
        // What is wrong with the app itself will not get better; what lies outside throws whatever its client throws.
        catch (Exception e) when (e is not (StartException or OperationCanceledException))
        {
            log.NotStarted(function, e.Message, Wait(retry).TotalSeconds);
            return false;
        }
    }

    private static TimeSpan Wait(int retry) => Backoff.Delay(FirstWait, LongestWait, retry);
}

internal static partial class StartLog
{
    [LoggerMessage(11, LogLevel.Error, "'{Function}' is not triggered yet, which is tried again in about {Seconds:0} s: {Reason}")]
    public static partial void NotStarted(this ILogger log, string function, string reason, double seconds);
}
