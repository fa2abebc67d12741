using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Subjects;

/// <summary>
/// The one place that says whether something may be made of a subject's events, or of what they have led to. Whatever reads feeds
/// or answers from what was read asks here.
/// </summary>
public sealed class SubjectGate(SubjectKeys keys)
{
    private const int AtOnce = 500;

    /// <summary>Nothing may follow from the subject's events in the domain. That is certain; that something may, was so a while ago.</summary>
    internal async Task<bool> IsClosedAsync(Domain domain, SubjectPlace subject, CancellationToken cancellation) =>
        domain.IsRestrictable
        // What no tenant has stored can only be read to fail.
        && Caller.IsId(subject.TenantId)
        && (await keys.StandingAsync(subject.TenantId, subject.SubjectId, cancellation)).IsRestricted
        // Another process may have ended it, and nobody would let go on what is held up after that.
        && (await keys.ReadStandingAsync(subject.TenantId, subject.SubjectId, cancellation)).IsRestricted;

    /// <summary>Those of some events from which nothing may follow.</summary>
    internal async Task<IReadOnlyList<FeedEvent>> ClosedAsync(IReadOnlyList<FeedEvent> events, CancellationToken cancellation)
    {
        var closed = new List<FeedEvent>();
        foreach (var subject in events.Where(fact => fact.Domain.IsRestrictable).GroupBy(fact => fact.Place))
        {
            if (await IsClosedAsync(subject.First().Domain, subject.Key, cancellation)) closed.AddRange(subject);
        }

        return closed;
    }

    /// <summary>Those of some subjects of a tenant about whom others may be told what rests on a consent: it stands, and nothing is restricted.</summary>
    /// <param name="consent">Its name.</param>
    public async Task<IReadOnlySet<string>> OpenAsync(string tenantId, IEnumerable<string> subjectIds, string consent, CancellationToken cancellation) =>
        (await keys.StandingsAsync(tenantId, subjectIds, cancellation))
        .Where(one => !one.Value.IsRestricted && one.Value.Consents.Contains(consent)).Select(one => one.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>Looks all subjects of some events up at once, so that they are at hand.</summary>
    internal async Task LookUpAsync(IEnumerable<FeedEvent> events, CancellationToken cancellation)
    {
        var subjects = events.Where(fact => fact.Domain.HasPersonal && Caller.IsId(fact.Place.TenantId)).Select(fact => fact.Place).Distinct();
        foreach (var tenant in subjects.GroupBy(place => place.TenantId))
        {
            foreach (var some in tenant.Chunk(AtOnce)) await keys.StandingsAsync(tenant.Key, some.Select(place => place.SubjectId), cancellation);
        }
    }
}
