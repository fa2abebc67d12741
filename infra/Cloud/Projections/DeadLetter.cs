using Serverless.Kernel.Ids;

namespace Serverless.Cloud.Projections;

/// <summary>An event that a read model could not take in, a reaction not follow or nobody be told of, with its error; where it is, and not what it says.</summary>
public sealed record DeadLetter
{
    internal const string DocumentKind = "dead-letter";

    public required Guid Id { get; init; }

    public required string TenantId { get; init; }

    public required string SubjectId { get; init; }

    public string Kind { get; init; } = DocumentKind;

    /// <summary>The read model; null where it is another reader's.</summary>
    public string? Projection { get; init; }

    /// <summary>The reaction; null where it is another reader's.</summary>
    public string? Reaction { get; init; }

    /// <summary>What would tell the world outside; null where it is another reader's.</summary>
    public string? Publication { get; init; }

    public required DeadLetterStatus Status { get; init; }

    public required StopReason Reason { get; init; }

    /// <summary>Without personal data.</summary>
    public required string Error { get; init; }

    /// <summary>The version of the record that must be folded first.</summary>
    public long? WaitsFor { get; init; }

    public required EventReference Event { get; init; }

    public required DateTimeOffset ParkedAt { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    public required DateTimeOffset AttemptedAt { get; init; }

    /// <summary>Null while it is parked.</summary>
    public Settlement? Settlement { get; init; }

    /// <summary>The same for every build of the read model.</summary>
    internal static Guid IdOf(FeedReader reader, FeedEvent fact) => Uuid.Derived(
        reader switch { Projections.Projection => "dead-letter", Automation.Reaction => "dead-letter-of-reaction", _ => "dead-letter-of-publication" }, reader.Name, fact.Place.TenantId, fact.Place.SubjectId, fact.Domain.Container, fact.Id);

    /// <inheritdoc cref="Reader"/>
    internal static (string Field, string Name) ReaderOf(FeedReader reader) =>
        (reader switch { Projections.Projection => "projection", Automation.Reaction => "reaction", _ => "publication" }, reader.Name);

    internal static DeadLetter Of(FeedReader reader, Stop stop, DateTimeOffset at) => new()
    {
        Id = IdOf(reader, stop.Event),
        TenantId = stop.Event.Place.TenantId,
        SubjectId = stop.Event.Place.SubjectId,
        Projection = reader is Projections.Projection ? reader.Name : null,
        Reaction = reader is Automation.Reaction ? reader.Name : null,
        Publication = reader is Messaging.Publication ? reader.Name : null,
        Status = DeadLetterStatus.Parked,
        Reason = stop.Reason,
        Error = stop.Error,
        WaitsFor = stop.WaitsFor,
        Event = new EventReference(
            stop.Event.Domain.Container, stop.Event.Id, stop.Event.Domain.RecordType, stop.Event.Step?.RecordId, stop.Event.Step?.At.Version, stop.Event.Step?.At.Index),
        ParkedAt = at,
        Attempts = 1,
        AttemptedAt = at,
    };

    /// <summary>Whose letter it is: the field that says so, and what it says.</summary>
    internal (string Field, string Name) Reader =>
        Projection is not null ? ("projection", Projection) : Reaction is not null ? ("reaction", Reaction) : ("publication", Publication ?? "");

    internal SubjectPlace Place => new(TenantId, SubjectId);

    /// <summary>Null where the event does not say which of its record's it is.</summary>
    internal EventPosition? At => Event is { Version: { } version, Index: { } index } ? new(version, index) : null;

    internal string? Source => Event.RecordId is { } recordId ? RecordStep.SourceOf(Event.Container, recordId) : null;
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum DeadLetterStatus
{
    Parked,

    /// <summary>The read model holds the event by now; the reaction has followed it; it was told.</summary>
    Replayed,

    /// <summary>An operator has taken the event out for good; what comes after it goes on.</summary>
    Discarded,
}

/// <summary>Where an event is stored.</summary>
public sealed record EventReference(string Container, string Id, string RecordType, Guid? RecordId, long? Version, int? Index);

/// <summary>How a dead letter came to its end.</summary>
/// <param name="CallerId">Null where nobody decided: the event was folded after all.</param>
/// <param name="Reason">Why it was discarded, in an operator's words.</param>
public sealed record Settlement(DateTimeOffset At, string? CallerId, string? Reason);
