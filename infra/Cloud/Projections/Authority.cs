using Serverless.Kernel.Events;

namespace Serverless.Cloud.Projections;

/// <summary>Events where they are stored first: what a read model is made of, and what it can be computed from again.</summary>
public sealed class Authority(StoredEvents stored, SubjectFold folds, DeadLetters letters)
{
    /// <summary>A subject's document as it follows from what is stored of the subject now: one query for each container.</summary>
    /// <param name="token">A write that must be contained.</param>
    internal async Task<FoldOutcome> ComputeAsync(Projection projection, ProjectedDocument declared, SubjectPlace place, ConsistencyToken? token, CancellationToken cancellation)
    {
        var (key, isErased) = await folds.KeyAsync(declared, place, cancellation);
        if (isErased) return new FoldOutcome(ReadDocument.Empty, [], []);
        var reading = declared.Domains.Select(domain => domain.Container).Distinct(StringComparer.Ordinal).Select(container =>
            EventsAsync(declared, container, place, recordId: null, token?.Container == container ? token.SessionToken : null, cancellation));
        var discarding = letters.DiscardedAsync(projection, place, cancellation);
        var events = await Task.WhenAll(reading);
        return new Folding(declared, key, await discarding).Fold(ReadDocument.Empty, events.SelectMany(fact => fact));
    }

    /// <summary>Where the document lies that a dead letter's record goes into; null where none of its events says so.</summary>
    internal async Task<DocumentPlace?> PlaceOfAsync(ProjectedDocument declared, DeadLetter letter, CancellationToken cancellation)
    {
        if (declared.PlaceOf is null) return new DocumentPlace(letter.Place);
        var events = await EventsAsync(declared, letter.Event.Container, letter.Place, letter.Event.RecordId, sessionToken: null, cancellation);
        return events.Select(declared.DocumentOf).FirstOrDefault(place => place is not null);
    }

    /// <inheritdoc cref="StoredEvents.ReadAsync"/>
    internal Task<IReadOnlyList<FeedEvent>> EventsAsync(
        ProjectedDocument declared, string container, SubjectPlace place, Guid? recordId, string? sessionToken, CancellationToken cancellation) =>
        stored.ReadAsync([.. declared.DomainsIn(container)], container, place, recordId, sessionToken, cancellation);
}
