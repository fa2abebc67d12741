using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Projections;

/// <summary>Events as they are stored beside their records or with them in archives, for who cannot wait for a feed to bring them, or needs them once more.</summary>
public sealed class StoredEvents(SubjectEvents events)
{
    /// <summary>Events of a subject in one container.</summary>
    /// <param name="domains">That keep their records there.</param>
    /// <param name="recordId">Null for all records of the subject.</param>
    /// <param name="sessionToken">Of a write that the answer must contain.</param>
    /// <inheritdoc cref="SubjectEvents.ReadAsync" path="/exception"/>
    internal async Task<IReadOnlyList<FeedEvent>> ReadAsync(
        IReadOnlyList<Domain> domains, string container, SubjectPlace place, Guid? recordId, string? sessionToken, CancellationToken cancellation)
    {
        var search = new EventSearch(domains, container, place) { RecordId = recordId, SessionToken = sessionToken };
        return [.. (await events.ReadAsync(search, cancellation)).Select(document => FeedEvent.Of(domains, document)).OfType<FeedEvent>()];
    }

    /// <summary>Events of a subject in all containers of these domains.</summary>
    /// <inheritdoc cref="SubjectEvents.ReadAsync" path="/exception"/>
    internal async Task<IReadOnlyList<FeedEvent>> ReadAsync(IReadOnlyList<Domain> domains, SubjectPlace place, CancellationToken cancellation)
    {
        var found = new List<FeedEvent>();
        foreach (var container in domains.GroupBy(domain => domain.Container, StringComparer.Ordinal))
            found.AddRange(await ReadAsync([.. container], container.Key, place, recordId: null, sessionToken: null, cancellation));
        return found;
    }
}
