using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Archives;

/// <summary>
/// Takes a subject out of the archives before their records are erased. What is to stay as statistics comes back first, and becomes
/// that like any other record; the bytes of all of it are blanked where they were. What lies where it takes hours to read is asked
/// for and waited for, as is an archival that is about to write: what either holds is not erased yet.
/// </summary>
public sealed class ArchiveErasure(ArchiveIndex index, Rehydrating rehydrating, IEnumerable<Domain> domains, TimeProvider time) : ISubjectStore
{
    /// <summary>The archive was asked for, and is back within hours.</summary>
    public const string Offline = "archive-offline";

    /// <summary>Records are being archived, and it is not certain yet where they end.</summary>
    public const string Archival = "archival";

    /// <summary>An archival takes seconds over a blob. One that went no further for so long was given up, or finds that nothing is left when it goes on.</summary>
    private static readonly TimeSpan Unsettled = TimeSpan.FromHours(1);

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
        // Once more: what is removed while a list is read may hide something from its next page.
        while (true)
        {
            var run = await RunAsync(subject, cancellation);
            deleted += run.Deleted;
            if (run.Deleted == 0) return run with { Deleted = deleted };
        }
    }

    private async Task<SubjectErased> RunAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        var (deleted, waitsFor) = (0L, (string?)null);
        await foreach (var entry in index.EntriesAsync(subject, cancellation))
        {
            if (await IsUnsettledAsync(entry, cancellation))
            {
                waitsFor = Archival;
                continue;
            }

            try
            {
                deleted += entry.Documents - await TakeOutAsync(entry, cancellation);
            }
            catch (ArchiveOfflineException)
            {
                waitsFor = Offline;
            }
        }

        return new SubjectErased(deleted, Anonymised: 0, Retained: 0) { WaitsFor = waitsFor };
    }

    /// <returns>How many documents are damaged, and are found left.</returns>
    private async Task<int> TakeOutAsync(ArchiveEntry entry, CancellationToken cancellation) => DomainOf(entry).Erasure.Kind == ErasureKind.Delete
        ? await rehydrating.RemoveAsync(entry, cancellation)
        : (await rehydrating.BringBackAsync(entry, time.GetUtcNow(), cancellation)).Damaged;

    private async Task<bool> IsUnsettledAsync(ArchiveEntry entry, CancellationToken cancellation) =>
        entry.At + Unsettled > time.GetUtcNow() && !await index.IsSettledAsync(entry, cancellation);

    private Domain DomainOf(ArchiveEntry entry) => _domains.Single(domain => domain.Container == entry.Container && domain.RecordType == entry.RecordType);
}
