using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Archives;

/// <summary>
/// Takes a subject out of the archives before their records are erased. What is to stay as statistics comes back first, and becomes
/// that like any other record; the bytes of all of it are blanked where they were.
/// </summary>
public sealed class ArchiveErasure(ArchiveIndex index, Rehydrating rehydrating, IEnumerable<Domain> domains, TimeProvider time) : ISubjectStore
{
    private readonly IReadOnlyList<Domain> _domains = [.. domains.Where(domain => domain.Retention?.Archive is not null)];

    public string Name => "archives";

    public ErasureStage Stage => ErasureStage.Unlinking;

    public IReadOnlyList<StoredPlace> Covers =>
    [
        new(StoredPlaceKind.Container, PlatformContainers.Archives.Name),
        .. _domains.Select(domain => ArchiveBlobs.ContainerOf(domain).Name).Distinct(StringComparer.Ordinal).Select(name => new StoredPlace(StoredPlaceKind.BlobContainer, name)),
    ];

    /// <summary>What was archived and stays is counted where it comes back to.</summary>
    public ErasureRule Rule { get; } = new(ErasureEffect.Deleted, "");

    public async Task<SubjectCount> CountAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        var documents = 0L;
        await foreach (var entry in index.EntriesAsync(subject, cancellation)) documents += entry.Documents;
        return new SubjectCount(documents, Retained: 0, Readable: 0);
    }

    public async Task<SubjectErased> EraseAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        var deleted = 0L;
        await foreach (var entry in index.EntriesAsync(subject, cancellation))
        {
            if (DomainOf(entry).Erasure.Kind == ErasureKind.Delete) await rehydrating.RemoveAsync(entry, cancellation);
            else await rehydrating.BringBackAsync(entry, time.GetUtcNow(), cancellation);
            deleted += entry.Documents;
        }

        return new SubjectErased(deleted, Anonymised: 0, Retained: 0);
    }

    private Domain DomainOf(ArchiveEntry entry) => _domains.Single(domain => domain.Container == entry.Container && domain.RecordType == entry.RecordType);
}
