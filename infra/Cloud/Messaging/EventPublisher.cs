using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Messaging;

/// <summary>
/// Tells the world outside what is stored, but nothing of subjects whose data is restricted: their events are parked, and those
/// that come after them in the same record wait behind them.
/// </summary>
public sealed class EventPublisher(EventSender sender, PublicationReplay replay, SubjectGate gate, DeadLetters letters)
{
    /// <summary>All of the changes that are events of these domains. When it fails, the same changes can be given again.</summary>
    /// <exception cref="Azure.Messaging.ServiceBus.ServiceBusException">The topic does not take them now.</exception>
    public async Task PublishAsync(IReadOnlyList<JsonObject> changes, IReadOnlyList<Domain> domains, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changes);
        // What is anonymised was told when it happened to somebody.
        var documents = changes.Select(change => (Document: change, Fact: FeedEvent.Of(domains, JsonSerializer.SerializeToElement(change))))
            .Where(one => one.Fact is { IsAnonymised: false, IsRehydrated: false }).ToList();
        await gate.LookUpAsync(documents.Select(one => one.Fact!), cancellation);
        var sent = new List<JsonObject>();
        foreach (var domain in documents.GroupBy(one => one.Fact!.Domain))
        {
            var free = domain.Key.IsRestrictable ? await FreeAsync(new Publication(domain.Key), [.. domain.Select(one => one.Fact!)], cancellation) : null;
            sent.AddRange(domain.Where(one => free?.Contains(one.Fact!) != false).Select(one => one.Document));
        }

        await sender.SendAsync(sent, cancellation);
    }

    /// <summary>Those that may be told now; the others are parked.</summary>
    private async Task<HashSet<FeedEvent>> FreeAsync(Publication publication, IReadOnlyList<FeedEvent> events, CancellationToken cancellation)
    {
        var free = new HashSet<FeedEvent>();
        var untold = (await letters.UnfollowedAsync(publication, events.Select(fact => fact.Step?.RecordId).OfType<Guid>().Distinct(), cancellation))
            .ToLookup(letter => (letter.Place, letter.Event.RecordId));
        foreach (var record in events.GroupBy(fact => (fact.Place, fact.Step?.RecordId)))
        {
            var known = untold[record.Key].ToList();
            var isClosed = await gate.IsClosedAsync(publication.Domain, record.Key.Place, cancellation);
            if (!isClosed && known.Count == 0)
            {
                free.UnionWith(record);
                continue;
            }

            var isHeldUp = isClosed || known.Any(letter => letter.Status == DeadLetterStatus.Parked);
            var left = record.Where(fact => known.All(letter => letter.Event.Id != fact.Id)).OrderBy(fact => fact.Step?.At).ToList();
            if (!isHeldUp)
            {
                free.UnionWith(left);
                continue;
            }

            var first = known.Where(letter => letter.Status == DeadLetterStatus.Parked).Min(letter => letter.At);
            // What comes before the first that is parked was told before, and is told again.
            free.UnionWith(left.Where(fact => !isClosed && fact.Step?.At < first));
            await letters.ParkAsync(publication, [.. left.Except(free).Select(fact => isClosed ? Stop.Restricted(fact) : Stop.Behind(fact, first))], cancellation);
            // Whoever ended a restriction may have looked for those that wait before they were parked.
            if (left.Find(fact => fact.Step is not null) is { Step: { } step } one) await replay.GoOnIfOpenAsync(publication, one.Place, step.RecordId, cancellation);
        }

        return free;
    }
}
