using Serverless.Kernel.Declarations;

namespace Serverless.Contracts.Archives;

/// <summary>Somebody was somewhere, and went: something that ends, and is archived then.</summary>
public sealed record Visit
{
    [Field("Where it was", Purpose.Statistics, MaxLength = 40)]
    public required string Site { get; init; }

    [Field("Whether it goes on", Purpose.Statistics)]
    public required VisitStatus Status { get; init; }

    [Field("How often something was noted", Purpose.Statistics)]
    public int Notes { get; init; }

    [Field("What was noted last", Purpose.Administration, Personal.FreeText, MaxLength = 20_000)]
    public string? Note { get; init; }

    /// <summary>What stays of them is counted.</summary>
    public static Domain<Visit, VisitEvent> Visits { get; } = Declare("visits", "visit", Erasure.Anonymise("How many came stays as statistics."));

    /// <summary>Nothing stays of them.</summary>
    public static Domain<Visit, VisitEvent> Calls { get; } = Declare("calls", "call", Erasure.Delete);

    /// <summary>Never archived.</summary>
    public static Domain<Visit, VisitEvent> Stays { get; } = new("stays", "stay")
    {
        Owner = "tests",
        Erasure = Erasure.Delete,
        Events = Visits.Events,
        Queries = Visits.Queries,
        Evolve = Evolved,
    };

    private static Domain<Visit, VisitEvent> Declare(string container, string type, Erasure erasure) => new(container, type)
    {
        Owner = "tests",
        Erasure = erasure,
        Retention = Retention.Years(1, after: "status", becomes: "over", "A test.").ThenArchived(offlineAfterDays: 300, deletedAfterDays: 600),
        Events = [EventType.Of<Arrived>("arrived"), EventType.Of<Noted>("noted"), EventType.Of<Departed>("departed")],
        Queries = [new QueryPattern("All, the newest first", "createdAt"), new QueryPattern("Those of one site", "site", "createdAt")],
        Evolve = Evolved,
    };

    private static Visit Evolved(Visit? state, VisitEvent fact) => (state, fact) switch
    {
        (null, Arrived arrived) => new Visit { Site = arrived.Site, Status = VisitStatus.Here },
        ({ }, Noted noted) => state with { Notes = state.Notes + 1, Note = noted.Note },
        ({ }, Departed) => state with { Status = VisitStatus.Over },
        _ => throw new InvalidOperationException("Not a visit's history."),
    };
}

public enum VisitStatus
{
    Here,
    Over,
}

[FieldsOf(typeof(Visit))]
public abstract record VisitEvent;

public sealed record Arrived : VisitEvent
{
    public required string Site { get; init; }
}

public sealed record Noted : VisitEvent
{
    public required string Note { get; init; }
}

public sealed record Departed : VisitEvent;
