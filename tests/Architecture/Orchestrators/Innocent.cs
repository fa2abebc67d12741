using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace Serverless.Architecture.Orchestrators;

/// <summary>An orchestrator that uses all that it may.</summary>
internal static partial class Innocent
{
    public static async Task<string> RunAsync(TaskOrchestrationContext context, string input)
    {
        var log = context.CreateReplaySafeLogger(nameof(Innocent));
        Begun(log, context.CurrentUtcDateTime);
        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => context.CallActivityAsync<int>("Work", i + input.Length)));

        using var late = new CancellationTokenSource();
        var timer = context.CreateTimer(context.CurrentUtcDateTime.AddDays(1), late.Token);
        var answer = context.WaitForExternalEvent<string>("go", CancellationToken.None);
        if (await Task.WhenAny(timer, answer) == answer)
            late.Cancel();

        foreach (var day in Days(context))
            await context.CreateTimer(day, CancellationToken.None);
        context.SetCustomStatus(context.NewGuid());
        return await context.CallSubOrchestratorAsync<string>("Other", DateTime.Parse("2024-01-31", null).AddDays(results.Sum()));
    }

    private static IEnumerable<DateTime> Days(TaskOrchestrationContext context)
    {
        for (var i = 0; i < 3; i++)
            yield return context.CurrentUtcDateTime.AddDays(i);
    }

    [LoggerMessage(1, LogLevel.Information, "Begun at {Time}")]
    private static partial void Begun(ILogger log, DateTime time);
}
