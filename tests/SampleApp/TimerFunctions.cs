using Microsoft.Azure.Functions.Worker;

namespace Serverless.SampleApp;

public sealed class TimerFunctions(Journal journal)
{
    [Function("Tick")]
    public void Tick([TimerTrigger("%TickSchedule%")] TimerInfo timer) => journal.Write("Tick", $"past due: {timer.IsPastDue}");

    [Function("AtStart")]
    public void AtStart([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer) =>
        journal.Write("AtStart", $"past due: {timer.IsPastDue}, next in month {timer.ScheduleStatus?.Next.Month}");

    [Function("Flaky")]
    [FixedDelayRetry(3, "00:00:00.010")]
    public void Flaky([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer, FunctionContext context)
    {
        var entry = $"{context.RetryContext.RetryCount} of {context.RetryContext.MaxRetryCount}";
        if (journal.Write("Flaky", entry) < 3)
            throw new InvalidOperationException($"Fails on purpose, past due: {timer.IsPastDue}.");
    }
}
