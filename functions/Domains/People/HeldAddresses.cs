using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;

namespace Serverless.Functions.Domains.People;

/// <summary>Gives up the addresses of somebody who is erased, the present one and those before: another may have them at once.</summary>
public sealed class HeldAddresses(EmailAddresses addresses, RecordHistory history, SubjectKeys keys) : ISubjectStore
{
    public string Name => "email-addresses";

    public ErasureStage Stage => ErasureStage.Unlinking;

    /// <summary>They lie in the container of people, in partitions of their own.</summary>
    public IReadOnlyList<StoredPlace> Covers => [];

    public ErasureRule Rule { get; } = new(ErasureEffect.Deleted, "");

    public async Task<SubjectCount> CountAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        var count = 0L;
        foreach (var address in await FindAsync(subject, cancellation)) count += await addresses.HasAsync(KeyOf(subject), address, cancellation) ? 1 : 0;
        return new SubjectCount(count, Retained: 0, Readable: 0);
    }

    public async Task<SubjectErased> EraseAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        var released = 0L;
        foreach (var address in await FindAsync(subject, cancellation)) released += await addresses.ReleaseAsync(KeyOf(subject), address, cancellation) ? 1 : 0;
        return new SubjectErased(released, Anonymised: 0, Retained: 0);
    }

    /// <summary>Every address that the person has had, as long as there is a key to read it with.</summary>
    private async Task<IReadOnlySet<string>> FindAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var found = new HashSet<string>(StringComparer.Ordinal);
        if (!Guid.TryParse(subject.SubjectId, out _) || await keys.FindAsync(subject.TenantId, subject.SubjectId, cancellation) is not { } key) return found;
        await foreach (var document in history.FindAsync(PeopleDomain.People, KeyOf(subject), cancellation))
        {
            var fact = EventDocuments.Read(PeopleDomain.People, document, key);
            if ((string?)fact.Data["email"] is { Length: > 0 } address) found.Add(address);
        }

        return found;
    }

    private static RecordKey KeyOf(SubjectPlace subject) => RecordKey.OfSubject(subject.TenantId, Guid.Parse(subject.SubjectId));
}
