using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Azure.Cosmos;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Serverless.Architecture.Orchestrators;

// Each of these does on purpose what the rest of the code must not.
#pragma warning disable RS0030, CA5394

/// <summary>Orchestrators that are not deterministic, each in its own way.</summary>
internal static class Offenders
{
    private static readonly DateTime Started = DateTime.UtcNow;

    public static async Task<DateTime> ReadsTheClock(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("Work");
        return DateTime.UtcNow;
    }

    public static Task ReadsToday(TaskOrchestrationContext context) => context.CreateTimer(DateTime.Today, CancellationToken.None);

    public static Task ReadsTheOffsetClock(TaskOrchestrationContext context) => context.CallActivityAsync("Work", DateTimeOffset.Now);

    public static Task MeasuresTime(TaskOrchestrationContext context) => context.CallActivityAsync("Work", Stopwatch.GetTimestamp());

    public static Task AsksATimeProvider(TaskOrchestrationContext context, TimeProvider time) => context.CallActivityAsync("Work", time.GetUtcNow());

    public static Task CountsTicks(TaskOrchestrationContext context) => context.CallActivityAsync("Work", Environment.TickCount64);

    public static Task DrawsANumber(TaskOrchestrationContext context) => context.CallActivityAsync("Work", Random.Shared.Next());

    public static Task MakesAGuid(TaskOrchestrationContext context) => context.CallActivityAsync("Work", Guid.NewGuid());

    public static Task MakesAKey(TaskOrchestrationContext context) => context.CallActivityAsync("Work", RandomNumberGenerator.GetBytes(16));

    public static async Task ReadsAFile(TaskOrchestrationContext context) =>
        await context.CallActivityAsync("Work", await File.ReadAllTextAsync(context.InstanceId));

    public static async Task CallsAServer(TaskOrchestrationContext context, HttpClient http) =>
        await context.CallActivityAsync("Work", await http.GetStringAsync(new Uri("/", UriKind.Relative)));

    public static async Task OpensASocket(TaskOrchestrationContext context)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await context.CallActivityAsync("Work", socket.Connected);
    }

    public static Task ReadsADatabase(TaskOrchestrationContext context, CosmosClient client) =>
        context.CallActivityAsync("Work", client.GetContainer("d", "c").Id);

    public static Task StartsByTheClient(TaskOrchestrationContext context, DurableTaskClient client) =>
        client.ScheduleNewOrchestrationInstanceAsync(context.Name);

    public static Task Prints(TaskOrchestrationContext context)
    {
        Console.WriteLine(context.InstanceId);
        return Task.CompletedTask;
    }

    public static Task RunsATask(TaskOrchestrationContext context) => Task.Run(() => context.IsReplaying);

    public static async Task Waits(TaskOrchestrationContext context)
    {
        if (context.IsReplaying)
            await Task.Delay(1);
    }

    public static async Task LeavesItsThread(TaskOrchestrationContext context) => await context.CallActivityAsync("Work").ConfigureAwait(false);

    public static Task StartsAThread(TaskOrchestrationContext context)
    {
        new Thread(() => context.SetCustomStatus("late")).Start();
        return Task.CompletedTask;
    }

    public static async Task GivesUpByAClock(TaskOrchestrationContext context)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await context.WaitForExternalEvent<string>("go", late.Token);
    }

    public static async Task CancelsElsewhere(TaskOrchestrationContext context)
    {
        using var decided = new CancellationTokenSource();
        var timer = context.CreateTimer(context.CurrentUtcDateTime, decided.Token);
        await decided.CancelAsync();
        await timer;
    }

    public static Task ReadsAVariable(TaskOrchestrationContext context) =>
        context.CallActivityAsync("Work", Environment.GetEnvironmentVariable("PATH"));

    public static Task InALambda(TaskOrchestrationContext context)
    {
        var days = Enumerable.Range(0, 3).Select(day => DateTime.UtcNow.AddDays(day));
        return Task.WhenAll(days.Select(day => context.CallActivityAsync("Work", day)));
    }

    public static Task InALocalFunction(TaskOrchestrationContext context)
    {
        return context.CreateTimer(Now(), CancellationToken.None);

        static DateTime Now() => DateTime.UtcNow;
    }

    public static Task InAMethodItCalls(TaskOrchestrationContext context) => context.CallActivityAsync("Work", Tomorrow());

    public static async Task InAnIterator(TaskOrchestrationContext context)
    {
        foreach (var day in Days())
            await context.CreateTimer(day, CancellationToken.None);
    }

    public static Task InAPropertyOfAnotherClass(TaskOrchestrationContext context) => context.CallActivityAsync("Work", new SystemWatch().Now);

    public static Task ThroughAnInterface(TaskOrchestrationContext context, IWatch watch) => context.CallActivityAsync("Work", watch.Now);

    public static Task ThroughABaseClass(TaskOrchestrationContext context, Calendar calendar) => context.CallActivityAsync("Work", calendar.Day());

    public static Task InAStaticField(TaskOrchestrationContext context) => context.CallActivityAsync("Work", Started);

    public static Task ByADelegate(TaskOrchestrationContext context) => context.CallActivityAsync("Work", Call(Tomorrow));

    public static Task InAGenericMethod(TaskOrchestrationContext context) => context.CallActivityAsync("Work", Box<DateTime>.Make(DateTime.MinValue));

    private static DateTime Tomorrow() => DateTime.UtcNow.AddDays(1);

    private static T Call<T>(Func<T> function) => function();

    private static IEnumerable<DateTime> Days()
    {
        for (var day = DateTime.UtcNow; ; day = day.AddDays(1))
            yield return day;
    }

    private static class Box<T>
    {
        public static (T Value, DateTime At) Make(T value) => (value, DateTime.UtcNow);
    }
}

internal interface IWatch
{
    DateTime Now { get; }
}

internal sealed class SystemWatch : IWatch
{
    public DateTime Now => DateTime.UtcNow;
}

internal abstract class Calendar
{
    public abstract DateTime Day();
}

internal sealed class SystemCalendar : Calendar
{
    public override DateTime Day() => DateTime.UtcNow;
}

internal sealed class OffendingClass : TaskOrchestrator<string, DateTime>
{
    public override Task<DateTime> RunAsync(TaskOrchestrationContext context, string input) => Task.FromResult(DateTime.UtcNow);
}

internal sealed class OffendingInstance
{
    private readonly DateTime _made = DateTime.UtcNow;

    public Task RunAsync(TaskOrchestrationContext context) => context.CallActivityAsync("Work", _made);
}

internal static class OffendingLambda
{
    public static readonly ITaskOrchestrator Orchestrator =
        FuncTaskOrchestrator.Create<string, DateTime>(static (_, _) => Task.FromResult(DateTime.UtcNow));
}
