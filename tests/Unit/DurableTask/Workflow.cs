using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.DurableTask;

namespace Serverless.Unit.DurableTask;

internal enum StepKind
{
    Activity,
    Failing,
    Retried,
    Timer,
    Event,
    Child,
    FailingChild,
    Then,
    All,
    Any,
    Broken,
}

/// <summary>A random orchestration: an expression of steps. What it comes to does not depend on when its steps end.</summary>
internal sealed record Workflow(StepKind Kind, int Value, Workflow[] Parts)
{
    /// <summary>The attempt that succeeds.</summary>
    public const int Attempts = 3;

    private static readonly Workflow[] None = [];

    public static Gen<Workflow> Generator { get; } = Gen.Sized(size => Of(Math.Min(size, 25), isRoot: true, Leaves));

    /// <summary>Some of its activities throw until they are repaired, and nobody catches that.</summary>
    public static Gen<Workflow> BrokenGenerator { get; } =
        Gen.Sized(size => Of(Math.Min(size, 25), isRoot: false, [.. Leaves, StepKind.Broken, StepKind.Broken]));

    private static StepKind[] Leaves =>
        [StepKind.Activity, StepKind.Activity, StepKind.Retried, StepKind.Failing, StepKind.FailingChild, StepKind.Timer];

    public static string EventName(int value) => $"event-{value}";

    /// <summary>What it comes to, without any engine.</summary>
    public string Result() => Kind switch
    {
        StepKind.Activity or StepKind.Broken or StepKind.Retried or StepKind.Event => Text(Value),
        StepKind.Failing or StepKind.FailingChild => "!" + Text(Value),
        StepKind.Timer => "t",
        StepKind.Child or StepKind.Then => Join(Parts.Select(part => part.Result())),
        StepKind.All => $"[{Join(Parts.Select(part => part.Result()))}]",
        _ => "any",
    };

    /// <summary>The events that it waits for itself, not in its children.</summary>
    public IEnumerable<int> Events() => Kind switch
    {
        StepKind.Event => [Value],
        StepKind.Child => [],
        _ => Parts.SelectMany(part => part.Events()),
    };

    public async Task<string> RunAsync(TaskOrchestrationContext context)
    {
        switch (Kind)
        {
            case StepKind.Activity:
                return await context.CallActivityAsync<string>("Echo", Value);
            case StepKind.Broken:
                return await context.CallActivityAsync<string>("Broken", Value);
            case StepKind.Retried:
                return await context.CallActivityAsync<string>("Flaky", Value, TaskOptions.FromRetryPolicy(new(Attempts, TimeSpan.FromMilliseconds(1))));
            case StepKind.Failing:
                return await CatchAsync(context.CallActivityAsync<string>("Fail", Value));
            case StepKind.FailingChild:
                return await CatchAsync(context.CallSubOrchestratorAsync<string>("FailingChild", Value));
            case StepKind.Timer:
                await context.CreateTimer(TimeSpan.FromMilliseconds(Value % 5), CancellationToken.None);
                return "t";
            case StepKind.Event:
                return await context.WaitForExternalEvent<string>(EventName(Value));
            case StepKind.Child:
                return await context.CallSubOrchestratorAsync<string>("Child", Parts[0]);
            case StepKind.Then:
                List<string> results = [];
                foreach (var part in Parts) results.Add(await part.RunAsync(context));
                return Join(results);
            case StepKind.All:
                return $"[{Join(await Task.WhenAll(Parts.Select(part => part.RunAsync(context))))}]";
            default:
                await Task.WhenAny(Parts.Select(part => part.RunAsync(context)));
                return "any";
        }
    }

    /// <summary>Runs it several times, each time as an execution of its own.</summary>
    public static async Task<string> RunAsync(TaskOrchestrationContext context, Rounds rounds)
    {
        var result = rounds.SoFar + ";" + await rounds.Workflow.RunAsync(context);
        if (rounds.Left > 1) context.ContinueAsNew(rounds with { Left = rounds.Left - 1, SoFar = result });
        return result;
    }

    private static string Join(IEnumerable<string> results) => string.Join(',', results);

    public static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static async Task<string> CatchAsync(Task<string> call)
    {
        try
        {
            return await call;
        }
        catch (TaskFailedException failed)
        {
            return "!" + failed.FailureDetails.ErrorMessage;
        }
    }

    private static Gen<Workflow> Of(int size, bool isRoot, StepKind[] leaves)
    {
        // Only the root has an id that events can be sent to.
        var leaf = from kind in Gen.Elements(isRoot ? [.. leaves, StepKind.Event] : leaves)
                   from value in Gen.Choose(1, 1_000_000)
                   select new Workflow(kind, value, None);
        if (size < 2) return leaf;
        var parts = from count in Gen.Choose(2, 4)
                    from found in Gen.ArrayOf(Of(size / count, isRoot, leaves), count)
                    select found;
        var group = from kind in Gen.Elements(StepKind.Then, StepKind.Then, StepKind.All, StepKind.Any)
                    from found in parts
                    select new Workflow(kind, 0, found);
        var child = Of(size - 1, isRoot: false, leaves).Select(inner => new Workflow(StepKind.Child, 0, [inner]));
        return Gen.Frequency((5, group), (2, child), (1, leaf));
    }
}

/// <summary>A workflow that starts over until no rounds are left.</summary>
internal sealed record Rounds(Workflow Workflow, int Left, string SoFar)
{
    public string Result() => SoFar + string.Concat(Enumerable.Repeat(";" + Workflow.Result(), Left));

    /// <summary>Each event as often as there are rounds.</summary>
    public IEnumerable<(int Value, int Round)> Events() =>
        from value in Workflow.Events() from round in Enumerable.Range(1, Left) select (value, round);
}
