using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Cloud.Telemetry;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Automation;

/// <summary>Follows events of a record, in order, as far as it goes; the first that cannot be followed is parked with those after it.</summary>
public sealed class ReactionRun(IServiceProvider services, SubjectKeys keys, SubjectGate gate, DeadLetters letters, FeedTelemetry telemetry)
{
    /// <param name="events">Of one record, in order.</param>
    /// <param name="unfollowed">The record's dead letters, but for those that were followed after all.</param>
    /// <returns>Whether something was parked only because it has to wait.</returns>
    internal async Task<bool> FollowAsync(Reaction reaction, IReadOnlyList<FeedEvent> events, IEnumerable<DeadLetter> unfollowed, CancellationToken cancellation)
    {
        var known = unfollowed.ToLookup(letter => letter.Status);
        var discarded = known[DeadLetterStatus.Discarded].Select(letter => letter.Event.Id).ToHashSet(StringComparer.Ordinal);
        var parked = known[DeadLetterStatus.Parked].Select(letter => letter.Event.Id).ToHashSet(StringComparer.Ordinal);
        var halt = known[DeadLetterStatus.Parked].Select(letter => letter.At).Min();
        var isWaiting = false;
        foreach (var fact in events.Where(fact => !discarded.Contains(fact.Id) && !parked.Contains(fact.Id)))
        {
            var stop = fact.Step?.At > halt
                ? Stop.Behind(fact, halt)
                : await TryAsync(reaction, fact, cancellation);
            if (stop is null) telemetry.Done(reaction.Name, [fact.Document]);
            // One that an operator has discarded by now holds nothing up.
            if (stop is null || (await letters.ParkAsync(reaction, [stop], cancellation)).Count > 0) continue;
            halt ??= fact.Step?.At;
            isWaiting |= stop.Reason is StopReason.Waiting or StopReason.Restricted;
        }

        return isWaiting;
    }

    /// <returns>Null when the event is followed.</returns>
    internal async Task<Stop?> TryAsync(Reaction reaction, FeedEvent fact, CancellationToken cancellation)
    {
        if (fact.Step is null) return new Stop(fact, StopReason.Unreadable, "It does not say to which record it belongs.", WaitsFor: null);
        if (await gate.IsClosedAsync(fact.Domain, fact.Place, cancellation)) return Stop.Restricted(fact);
        var key = reaction.Domain.HasPersonal ? await keys.FindAsync(fact.Place.TenantId, fact.Place.SubjectId, cancellation) : null;
        (object Fact, EventDocument Document) opened;
        try
        {
            var document = EventDocuments.Read(reaction.Domain, fact.Document, key);
            opened = (document.Data.Deserialize(reaction.TypeOf(document.Kind), DocumentJson.Options)!, document);
        }
        // Opening depends on nothing but the event: whatever it throws, it throws again.
        catch (Exception e)
        {
            return new Stop(fact, StopReason.Unreadable, Stop.Describe(e), WaitsFor: null);
        }

        var refusal = await ReactAsync(reaction, opened.Fact, opened.Document, cancellation);
        // Restricted between the look at the gate and the command.
        if (refusal == StoreErrors.Restricted) return Stop.Restricted(fact);
        return refusal is null ? null : new Stop(fact, StopReason.Refused, $"{refusal.Code}: {refusal.Detail}", WaitsFor: null);
    }

    private async Task<Error?> ReactAsync(Reaction reaction, object fact, EventDocument document, CancellationToken cancellation)
    {
        // What follows belongs to the trace of the request that made the event happen.
        using var span = FeedTelemetry.React(reaction.Name, document.Why.TraceParent);
        var refusal = await services.GetRequiredKeyedService<React>(reaction.Name)(fact, document, cancellation);
        return refusal is { Kind: ErrorKind.Unavailable or ErrorKind.TooManyRequests }
            ? throw new ReactionUnavailableException(reaction.Name, refusal)
            : refusal;
    }
}

/// <summary>What should follow from an event cannot be done now.</summary>
public sealed class ReactionUnavailableException(string reaction, Error refusal) : Exception($"The reaction '{reaction}' cannot go on now: {refusal.Code}.");
