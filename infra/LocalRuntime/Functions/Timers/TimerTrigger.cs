using Microsoft.Azure.Functions.Worker;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Invocation;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Timers;

/// <summary>
/// Runs a function by its schedule, in one loop, so never twice at once; what comes due meanwhile is not run afterwards.
/// A run that was due while the host was down is made up for, once.
/// </summary>
internal sealed class TimerTrigger(
    BoundFunction function, TimerSchedule schedule, TimerTriggerAttribute attribute, RetryPolicy policy,
    RetryingExecutor executor, StateFolder state, TimeProvider time) : ITrigger
{
    /// <summary>What a timer of the system can wait for at most is a little more.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);

    private readonly string _file = File(function);
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;
    private IDisposable? _owned;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Where the status of a timer is kept.</summary>
    public static string File(BoundFunction function) => $"timers/{function.Name}.json";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = RunAsync();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        try
        {
            await _loop.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The loop was waiting for its next run, or the time to wait for a run is over.
        }
        _owned?.Dispose();
    }

    public void Dispose()
    {
        _owned?.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var monitored = attribute.UseMonitor && !schedule.IsFrequent(Now);
        var status = monitored ? Known() : null;
        var next = status?.Next ?? schedule.Next(Now);
        var isPastDue = status is not null && next <= Now;
        if (monitored && status is null && IsOwner())
            Write(new() { Next = next, LastUpdated = Now, Schedule = schedule.Text });

        if ((isPastDue || attribute.RunOnStartup) && IsOwner())
            next = await RunOnceAsync(isPastDue ? next : Now, isPastDue, monitored);
        while (true)
        {
            await WaitAsync(next);
            next = IsOwner() ? await RunOnceAsync(next, isPastDue: false, monitored) : schedule.Next(Latest(next, Now));
        }
    }

    /// <summary>Of several hosts in one folder one runs the timer; when it ends, another takes over at the next time that is due.</summary>
    private bool IsOwner() => (_owned ??= state.TryOwn(_file + ".owner")) is not null;

    private TimerStatus? Known() => state.Read<TimerStatus>(_file) is { } status && status.Schedule == schedule.Text ? status : null;

    private async Task WaitAsync(DateTime due)
    {
        for (var left = due - Now; left > TimeSpan.Zero; left = due - Now)
            await Task.Delay(left < LongestWait ? left : LongestWait, time, _stopping.Token);
        _stopping.Token.ThrowIfCancellationRequested();
    }

    /// <returns>When the next run is due.</returns>
    private async Task<DateTime> RunOnceAsync(DateTime due, bool isPastDue, bool monitored)
    {
        var before = monitored ? Known() : null;
        await executor.RunAsync(function, policy, retry => Input(before, isPastDue, retry), _stopping.Token);
        // Counted from now: what came due during the run is not run again.
        var after = Latest(due, Now);
        var next = schedule.Next(after);
        if (monitored)
            Write(new() { Last = due, Next = next, LastUpdated = after, Schedule = schedule.Text });
        return next;
    }

    private static DateTime Latest(DateTime left, DateTime right) => left > right ? left : right;

    private void Write(TimerStatus status) => state.Write(_file, status);

    private static TriggerInput Input(TimerStatus? status, bool isPastDue, LocalRetryContext retry) => new()
    {
        Value = new TimerInfo
        {
            IsPastDue = isPastDue,
            ScheduleStatus = status is null ? null : new() { Last = status.Last, Next = status.Next, LastUpdated = status.LastUpdated },
        },
        Reason = "Timer fired.",
        Retry = retry,
    };

    private sealed class TimerStatus : ScheduleStatus
    {
        /// <summary>A status says nothing once the schedule is another.</summary>
        public string Schedule { get; set; } = "";
    }
}
