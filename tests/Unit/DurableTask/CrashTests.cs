using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Serverless.Contracts.Running;
using Serverless.LocalRuntime.DurableTask.Engine;
using Serverless.LocalRuntime.DurableTask.Store;

namespace Serverless.Unit.DurableTask;

/// <summary>An engine that is dropped at any step, and opened again, brings random workflows to the result they would have had.</summary>
public sealed class CrashTests
{
    private const int Workflows = 40;
    private const int Crashes = 6;
    private const string Id = "workflow";

    [Fact(Timeout = 240_000)]
    public async Task Crashes_change_no_result()
    {
        var cases = (
            from workflow in Workflow.Generator
            from rounds in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Choose(2, 3)))
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (new Rounds(workflow, rounds, ""), seed))
            .Sample(Workflows, 25).ToList();
        var crashes = 0;
        foreach (var (rounds, seed) in cases) crashes += await RunAsync(rounds, new Random(seed));
        Assert.True(crashes > Workflows, $"Only {crashes} crashes happened.");
    }

    private static async Task<int> RunAsync(Rounds rounds, Random random)
    {
        var directory = Directory.CreateTempSubdirectory("durable-");
        try
        {
            using CrashingTime time = new();
            HashSet<(int, int)> raised = [];
            // Outside the engine, as a service that activities call would be.
            ConcurrentDictionary<int, int> attempts = [];
            for (var crashes = 0; ; crashes++)
            {
                var crash = time.CrashAfter(crashes < Crashes ? random.Next(1, 60) : int.MaxValue);
                await using DurableTaskEngine engine = new(directory.FullName, WorkflowTasks.Register(attempts), Options(random), time, NullLoggerFactory.Instance);
                await engine.StartAsync();
                var run = DriveAsync(engine.Client, rounds, raised, pause: random.Next(3) == 0);
                if (await Task.WhenAny(run, crash).WaitAsync(Deadline.Patience) == crash) continue;
                await run;
                var done = (await engine.Client.GetInstanceAsync(Id, getInputsAndOutputs: true))!;
                Assert.True(
                    done.RuntimeStatus == OrchestrationRuntimeStatus.Completed && done.ReadOutputAs<string>() == rounds.Result(),
                    $"{done.RuntimeStatus} {done.SerializedOutput} {done.FailureDetails} instead of {rounds.Result()} after {crashes} crashes.");
                AssertOnce(await engine.ReadHistoryAsync(Id));
                return crashes;
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>Does what has not been acknowledged yet. A pause, even one that a crash cut short, changes nothing.</summary>
    private static async Task DriveAsync(DurableTaskClient client, Rounds rounds, HashSet<(int, int)> raised, bool pause)
    {
        if (await client.GetInstanceAsync(Id) is null)
            await client.ScheduleNewOrchestrationInstanceAsync("Workflow", rounds, new StartOrchestrationOptions(Id));
        foreach (var raise in rounds.Events().Where(raise => !raised.Contains(raise)).ToList())
        {
            await client.RaiseEventAsync(Id, Workflow.EventName(raise.Value), Workflow.Text(raise.Value));
            raised.Add(raise);
        }

        if (pause) await client.SuspendInstanceAsync(Id);
        await client.ResumeInstanceAsync(Id);
        await client.WaitForInstanceCompletionAsync(Id);
    }

    /// <summary>However often an activity ran, its step was answered once.</summary>
    private static void AssertOnce(IReadOnlyList<HistoryEvent> history)
    {
        var answers = history.Where(entry => entry is { IsDecision: false, Task: > 0 }).Select(entry => entry.Task).ToList();
        Assert.Equal(answers.Distinct(), answers);
        Assert.Single(history, entry => entry.Kind == EventKind.ExecutionStarted);
    }

    private static DurableTaskOptions Options(Random random) => new()
    {
        MaxConcurrentActivities = random.Next(1, 8),
        MaxConcurrentOrchestrations = random.Next(1, 4),
        MaxCachedSessions = random.Next(0, 3),
    };

    /// <summary>The engine looks at the clock at each of its steps: so a count of looks is a point in its work.</summary>
    private sealed class CrashingTime : TimeProvider, IDisposable
    {
        private TaskCompletionSource _crash = new();
        private int _left;

        public Task CrashAfter(int looks)
        {
            _crash = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _left, looks);
            return _crash.Task;
        }

        public override DateTimeOffset GetUtcNow()
        {
            if (Interlocked.Decrement(ref _left) == 0) _crash.TrySetResult();
            return base.GetUtcNow();
        }

        public void Dispose() => _crash.TrySetCanceled();
    }
}
