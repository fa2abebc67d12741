using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Messaging;

/// <summary>Tells events of a record that were parked, one after the other.</summary>
public sealed class PublicationReplay(IEnumerable<Domain> domains, EventSender sender, StoredEvents stored, SubjectGate gate, DeadLetters letters) : IReplay
{
    public bool Knows(DeadLetter letter) => letter.Publication is not null;

    public async Task<IReadOnlyList<DeadLetter>> GoOnAsync(DeadLetter letter, string? callerId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(letter);
        if (letter.Event.RecordId is not { } recordId || domains.FirstOrDefault(one => one.Container == letter.Event.Container && one.RecordType == letter.Event.RecordType) is not { } domain) return [letter];
        while (true)
        {
            var parked = await letters.ParkedAsync(letter, cancellation);
            if (parked.Count == 0 || await gate.IsClosedAsync(domain, letter.Place, cancellation)) return parked;
            var events = await stored.ReadAsync([domain], domain.Container, letter.Place, recordId, sessionToken: null, cancellation);
            foreach (var one in parked)
            {
                if (events.FirstOrDefault(fact => fact.Id == one.Event.Id) is not { } fact) return parked;
                await sender.SendAsync([JsonObject.Create(fact.Document)!], cancellation);
                await letters.SettleAsync(one.Id, one.Place, DeadLetterStatus.Replayed, callerId, reason: null, cancellation);
            }
        }
    }

    /// <summary>Goes on where nothing stands in the way any more of the first that is parked.</summary>
    internal async Task GoOnIfOpenAsync(Publication publication, SubjectPlace place, Guid recordId, CancellationToken cancellation)
    {
        if (await letters.ParkedAsync(publication, place, recordId, cancellation) is [var first, ..]) await GoOnAsync(first, callerId: null, cancellation);
    }
}
