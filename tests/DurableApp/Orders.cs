using Microsoft.DurableTask;
using Serverless.LocalRuntime.DurableTask.Engine;

namespace Serverless.DurableApp;

/// <summary>An orchestration with something of everything.</summary>
internal static class Orders
{
    public const string Event = "go";

    private const int Width = 8;

    public static DurableTaskRegistrations Registrations() => new DurableTaskRegistrations()
        .AddOrchestrator("Order", () => FuncTaskOrchestrator.Create<int, int>(OrderAsync))
        .AddOrchestrator("Part", () => FuncTaskOrchestrator.Create<int, int>(PartAsync))
        .AddOrchestrator("Empty", () => FuncTaskOrchestrator.Create<string, string>((_, text) => Task.FromResult(text)))
        .AddActivity("Double", () => FuncTaskActivity.Create<int, int>((_, number) =>
        {
            Program.Say("activity");
            return Task.FromResult(2 * number);
        }));

    /// <returns>Twice the numbers of the fan-out, 12 times the number from the part, and the event's one.</returns>
    private static async Task<int> OrderAsync(TaskOrchestrationContext context, int number)
    {
        var fanOut = await Task.WhenAll(Enumerable.Range(number, Width).Select(i => context.CallActivityAsync<int>("Double", i)));
        var part = context.CallSubOrchestratorAsync<int>("Part", number);
        await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
        return fanOut.Sum() + await part + await context.WaitForExternalEvent<int>(Event);
    }

    private static async Task<int> PartAsync(TaskOrchestrationContext context, int number)
    {
        var sum = 0;
        for (var i = 1; i <= 3; i++)
        {
            sum += await context.CallActivityAsync<int>("Double", i * number);
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
        }

        return sum;
    }
}
