using System.Text.Json.Nodes;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;

namespace Serverless.Cloud.Cosmos;

/// <summary>One record's part of a transaction: what it was, and the events that make it what it becomes.</summary>
public abstract class RecordChange(Domain domain, RecordKey key, Stored? before)
{
    public Domain Domain => domain;

    public RecordKey Key => key;

    public Stored? Before => before;

    public long Version => (before?.Version ?? 0) + 1;

    /// <summary>Of the first event: that it is there says that the version is.</summary>
    internal Guid FirstEventId => EventId(index: 0);

    /// <summary>The state that the events lead to, as JSON.</summary>
    internal abstract JsonObject Data { get; }

    internal abstract Stored After(DateTimeOffset at);

    internal abstract IReadOnlyList<EventDocument> Events(CommandContext context, DateTimeOffset at);

    private protected Guid EventId(int index) => EventDocuments.IdOf(Key.RecordId, Version, index);
}

/// <inheritdoc/>
public sealed class RecordChange<TState, TEvent> : RecordChange
    where TState : class
    where TEvent : class
{
    private readonly Domain<TState, TEvent> _domain;
    private readonly IReadOnlyList<TEvent> _events;
    private readonly TState _state;

    /// <param name="before">Null creates the record.</param>
    /// <param name="events">At least one, in order.</param>
    public RecordChange(Domain<TState, TEvent> domain, RecordKey key, Stored<TState>? before, IReadOnlyList<TEvent> events)
        : base(domain, key, before)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0) throw new ArgumentException("A change has at least one event.", nameof(events));
        _domain = domain;
        _events = events;
        _state = events.Aggregate(before?.State, domain.Evolve)!;
        Data = DocumentJson.Write(_state);
    }

    internal override JsonObject Data { get; }

    internal override Stored<TState> After(DateTimeOffset at) => new(Key, _state)
    {
        Version = Version,
        CreatedAt = Before?.CreatedAt ?? at,
        ChangedAt = at,
        Data = Data,
    };

    internal override IReadOnlyList<EventDocument> Events(CommandContext context, DateTimeOffset at)
    {
        var documents = new List<EventDocument>(_events.Count);
        var state = ((Stored<TState>?)Before)?.State;
        var data = Before?.Data;
        for (var index = 0; index < _events.Count; index++)
        {
            state = _domain.Evolve(state, _events[index]);
            var next = DocumentJson.Write(state);
            documents.Add(new EventDocument
            {
                Id = EventId(index),
                TenantId = Key.TenantId,
                SubjectId = Key.SubjectId,
                Kind = _domain.TypeOf(_events[index]).Name,
                RecordId = Key.RecordId,
                RecordType = _domain.RecordType,
                Version = Version,
                Index = index,
                Final = index == _events.Count - 1,
                At = at,
                By = context.Who,
                Why = context.Why,
                Data = DocumentJson.Write(_events[index]),
                Changes = FieldChange.Between(data, next),
            });
            data = next;
        }

        return documents;
    }
}
