using System.Text.Json.Nodes;

namespace Serverless.Kernel.Events;

/// <summary>
/// What a record was at a moment, from what its events say has changed: of any domain, without knowing its types. Events come in the
/// record's order.
/// </summary>
/// <param name="until">Null: as it is by all events that come.</param>
public sealed class StateFold(DateTimeOffset? until = null)
{
    private readonly JsonObject _state = [];
    private bool _isPast;

    /// <summary>Null where the record was not there yet.</summary>
    public JsonObject? State => Version == 0 ? null : _state;

    /// <summary>0 where the record was not there yet.</summary>
    public long Version { get; private set; }

    public DateTimeOffset? ChangedAt { get; private set; }

    public void Apply(EventDocument fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        // From the first that is later on: an event after it has seen what it did, whenever it says that it happened.
        _isPast |= fact.At > until;
        if (_isPast) return;
        foreach (var change in fact.Changes)
        {
            if (change.To is null) _state.Remove(change.Field);
            else _state[change.Field] = change.To.DeepClone();
        }

        (Version, ChangedAt) = (fact.Version, fact.At);
    }
}
