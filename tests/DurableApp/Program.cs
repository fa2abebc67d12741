using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.LocalRuntime.DurableTask.Engine;

namespace Serverless.DurableApp;

/// <summary>
/// An engine in a process of its own, to be killed. Takes commands from its input, one a line, and says on its output what
/// has been acknowledged; each call of an activity says a line too, so that a count of lines is a point in its work.
/// </summary>
internal static class Program
{
    private const int Callers = 200;

    private static async Task Main(string[] args)
    {
        await using DurableTaskEngine engine = new(
            args[0], Orders.Registrations(), new DurableTaskOptions(), TimeProvider.System, NullLoggerFactory.Instance);
        await engine.StartAsync();
        Say("ready");
        while (await Console.In.ReadLineAsync() is { } command) _ = ObeyAsync(engine, command.Split(' '));
    }

    private static async Task FillAsync(DurableTaskClient client, int count)
    {
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            while (Interlocked.Decrement(ref count) >= 0)
                await client.WaitForInstanceCompletionAsync(await client.ScheduleNewOrchestrationInstanceAsync("Empty", new string('x', 100)));
        }));
    }

    public static void Say(string line) => Console.Out.WriteLine(line);

    private static async Task ObeyAsync(DurableTaskEngine engine, string[] command)
    {
        var (client, id) = (engine.Client, command[1]);
        switch (command[0])
        {
            case "start":
                // Accepted before a kill that kept it from being said.
                if (await client.GetInstanceAsync(id) is null)
                    await client.ScheduleNewOrchestrationInstanceAsync("Order", int.Parse(command[2], provider: null), new StartOrchestrationOptions(id));
                break;
            case "raise":
                await client.RaiseEventAsync(id, Orders.Event, 1);
                break;
            case "fill":
                await FillAsync(client, int.Parse(id, provider: null));
                break;
            default:
                var done = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
                var answers = (await engine.ReadHistoryAsync(id)).Where(entry => entry is { IsDecision: false, Task: > 0 }).Select(entry => entry.Task).ToList();
                Say($"ended {id} {done.RuntimeStatus} {done.SerializedOutput} {(answers.Distinct().Count() == answers.Count ? "once" : "twice")}");
                return;
        }

        Say($"{command[0]} {id}");
    }
}
