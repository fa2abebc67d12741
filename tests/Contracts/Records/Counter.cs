using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Contracts.Records;

/// <summary>A record that adds up, so that a change that is lost or made twice shows in its sum.</summary>
public sealed record Counter
{
    [Field("What has been added so far", Purpose.Statistics)]
    public required int Sum { get; init; }

    [Field("Whose counter it is", Purpose.Administration, Personal.Identity, MaxLength = 40)]
    public required string Owner { get; init; }

    [Field("What was added, the latest last", Purpose.Statistics, MaxItems = 50)]
    public IReadOnlyList<int> Parts { get; init; } = [];

    public static Domain<Counter, CounterEvent> Declaration { get; } = new("counters", "counter")
    {
        Owner = "tests",
        Erasure = Erasure.Delete,
        Events = [EventType.Of<Opened>("opened"), EventType.Of<Added>("added")],
        Queries = [new QueryPattern("All of a tenant", "sum", "createdAt")],
        MaxDocumentBytes = 400,
        Evolve = (state, fact) => (state, fact) switch
        {
            (null, Opened opened) => new Counter { Sum = 0, Owner = opened.Owner },
            ({ }, Added added) => state with { Sum = state.Sum + added.Number, Parts = [.. state.Parts, added.Number] },
            _ => throw new InvalidOperationException("Not a counter's history."),
        },
    };

    public static Decision<CounterEvent> Add(Counter state, int number) =>
        number switch
        {
            0 => Array.Empty<CounterEvent>(),
            < 0 => new Error(ErrorKind.Conflict, "negative", "Only up."),
            _ => new Added { Number = number },
        };
}

[FieldsOf(typeof(Counter))]
public abstract record CounterEvent;

public sealed record Opened : CounterEvent
{
    public required string Owner { get; init; }
}

public sealed record Added : CounterEvent
{
    [Field("What is added", Purpose.Statistics)]
    public required int Number { get; init; }
}
