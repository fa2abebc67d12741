using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Subjects.ReadModels;

/// <summary>
/// Makes a subject's documents again of what is left of their records, as a rebuild would: those that hold something personal are not
/// there any more, and of the others what still follows. What they added to counters is taken from these in the same batch.
/// </summary>
internal sealed class ReadModelErasure(
    Projection projection, Database database, Builds builds, StoredEvents stored, DeadLetters letters, SubjectKeys keys) : ISubjectStore
{
    private readonly SubjectDocuments _documents = new(projection, database);

    /// <summary>Those that are made of what happens to people.</summary>
    private readonly IReadOnlyList<ProjectedDocument> _kinds =
        [.. projection.Documents.Where(kind => kind.Domains.Any(domain => domain.Erasure.Kind != ErasureKind.NotPersonal))];

    public string Name => projection.Name;

    /// <summary>Kinds of documents in which something of an erased subject would stay, because nobody could find it.</summary>
    public IEnumerable<string> Unfindable => _kinds
        .Where(kind => !kind.IsFoundBySubject && kind.Domains.Any(domain => domain.Erasure.Kind is ErasureKind.Delete or ErasureKind.Anonymise))
        .Select(kind => $"the read model '{Name}' has documents '{kind.Kind}' that cannot be found by their subject");

    public ErasureStage Stage => ErasureStage.ReadModels;

    public IReadOnlyList<StoredPlace> Covers { get; } = [new(StoredPlaceKind.Container, projection.Name)];

    public ErasureRule Rule => _kinds.Count == 0
        ? new ErasureRule(ErasureEffect.NotPersonal, "It is made of records about no person.")
        : new ErasureRule(ErasureEffect.Recomputed, "What is left follows from records that stay.");

    public async Task<SubjectCount> CountAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        var (erasable, retained) = (0L, 0L);
        IReadOnlyList<(ModelDocument Document, Left Left)> found;
        try
        {
            found = await FindAsync(subject, cancellation);
        }
        // What is left of these is found out when they are made again, of what has come back from the archive by then.
        catch (Exception e) when (e is ArchiveOfflineException or ArchiveDamagedException)
        {
            return await CountUnreadAsync(subject, cancellation);
        }

        foreach (var (document, left) in found)
        {
            var before = await _documents.Of(document, subject).ReadAsync(await KeyAsync(document, subject, cancellation), cancellation);
            if (before.ETag is null) continue;
            if (IsAs(before, After(document, left))) retained++;
            else erasable++;
        }

        return new SubjectCount(erasable, retained, Readable: 0);
    }

    public async Task<SubjectErased> EraseAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        var (deleted, retained) = (0L, 0L);
        foreach (var (document, left) in await FindAsync(subject, cancellation))
        {
            switch (await EraseAsync(document, left, subject, cancellation))
            {
                case true:
                    deleted++;
                    break;
                case false:
                    retained++;
                    break;
            }
        }

        return new SubjectErased(deleted, Anonymised: 0, retained);
    }

    private async Task<SubjectCount> CountUnreadAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        var state = await builds.ReadAsync(projection, cancellation);
        var personal = (await _documents.FindAsync(_kinds, subject, state, cancellation)).CountBy(document => document.Declared.IsPersonal).ToDictionary();
        return new SubjectCount(personal.GetValueOrDefault(true), personal.GetValueOrDefault(false), Readable: 0);
    }

    /// <returns>Whether it was deleted; null where there is none.</returns>
    private async Task<bool?> EraseAsync(ModelDocument document, Left left, SubjectPlace subject, CancellationToken cancellation)
    {
        var documents = _documents.Of(document, subject);
        var key = await KeyAsync(document, subject, cancellation);
        // Again when it was folded into meanwhile, and where more is owed to counters than goes into a batch.
        while (true)
        {
            var before = await documents.ReadAsync(key, cancellation);
            var after = After(document, left);
            if (before.ETag is null && after.Content is null) return null;
            if (IsAs(before, after)) return false;
            if (await documents.TryReplaceAsync(before, after, key, blind: null, cancellation) && after.Content is null) return true;
        }
    }

    /// <summary>What there is, and what there ought to be.</summary>
    private async Task<IReadOnlyList<(ModelDocument Document, Left Left)>> FindAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        var state = await builds.ReadAsync(projection, cancellation);
        var found = await _documents.FindAsync(_kinds, subject, state, cancellation);
        var all = new List<(ModelDocument, Left)>();
        foreach (var kind in _kinds)
        {
            var theirs = found.Where(document => document.Declared == kind).ToList();
            if (kind.IsPersonal)
            {
                all.AddRange(theirs.Select(document => (document, Left.Nothing)));
                continue;
            }

            var discarded = await letters.DiscardedAsync(projection, subject, cancellation);
            var domains = kind.Domains.Where(domain => domain.Erasure.Kind != ErasureKind.NotPersonal).ToList();
            var left = (await stored.ReadAsync(domains, subject, cancellation)).ToLookup(kind.DocumentOf);
            var places = left.Select(place => place.Key).OfType<DocumentPlace>().SelectMany(place => state.Folded.Select(build => new ModelDocument(kind, place, build)));
            all.AddRange(theirs.Union(places).Select(document => (document, new Left([.. left[document.Place]], discarded))));
        }

        return all;
    }

    private static ReadDocument After(ModelDocument document, Left left) =>
        new Folding(document.Declared, key: null, left.Discarded).Fold(ReadDocument.Empty, left.Events).Document is { Content: not null } folded ? folded : ReadDocument.Empty;

    private static bool IsAs(ReadDocument before, ReadDocument after) => before.Consent is null && before.IsAs(after);

    /// <summary>What is personal is opened only to know what it has added to counters.</summary>
    private async Task<SubjectKey?> KeyAsync(ModelDocument document, SubjectPlace subject, CancellationToken cancellation) =>
        document.Declared.IsPersonal ? await keys.FindAsync(subject.TenantId, subject.SubjectId, cancellation) : null;

    /// <param name="Events">That are stored of a document.</param>
    private sealed record Left(IReadOnlyList<FeedEvent> Events, IReadOnlySet<string> Discarded)
    {
        public static Left Nothing { get; } = new([], new HashSet<string>());
    }
}
