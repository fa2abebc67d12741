using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Lifecycle;

/// <summary>How long things are kept that come with domains, read models and orchestrations, whichever there are.</summary>
internal static class DerivedPolicies
{
    private const string TimeToLive = "its time to live";

    public static StorePolicy Of(Projection projection) => new(projection.Name, new StoredPlace(StoredPlaceKind.Container, projection.Name))
    {
        Holds = "a read model",
        When = IsRefolded(projection)
            ? "until what it is made of is gone; where that was in an archive whose time was over, until it is made again"
            : "until it is made again after what it is made of is gone",
        EndedBy = IsRefolded(projection) ? "the fold of that, what deletes records, erasure, and a rebuild" : "erasure, and a rebuild",
        Reason = "It is made of records, and can be made again of them and of their archives; nothing is made of it",
    };

    /// <summary>What deletes records finds its documents.</summary>
    private static bool IsRefolded(Projection projection) => projection.Documents.All(kind => kind.IsFoundBySubject);

    /// <summary>Of requests that can be repeated.</summary>
    public static StorePolicy OfAnswers(IReadOnlyList<Domain> domains, RecordOptions options) => new("idempotency-records", ContainersOf(domains))
    {
        Holds = "answers to requests with an Idempotency-Key, what is personal in them sealed",
        Life = options.IdempotencyLife,
        When = "the request was answered",
        EndedBy = TimeToLive,
        Setting = $"{RecordOptions.Section}__{nameof(RecordOptions.IdempotencyLife)}",
        Reason = "So long a request that is sent again gets the answer that it got",
    };

    public static StorePolicy OfReservations(IReadOnlyList<Domain> domains) => new("reservations", ContainersOf(domains.Where(domain => domain.Reserves)))
    {
        Holds = "keyed hashes of values that only one record of a tenant may have, with whose they are",
        When = "until the record has another value, or goes",
        EndedBy = "the next who takes the value, erasure, and what deletes the record",
        Reason = "Nobody else can have the value meanwhile",
    };

    /// <summary>Of each domain that is archived, its blobs; and of all of them, what knows where something is.</summary>
    public static IEnumerable<StorePolicy> OfArchives(IReadOnlyList<Domain> domains)
    {
        var archived = domains.Where(domain => domain.Retention?.Archive is not null).DistinctBy(domain => domain.Container).ToList();
        foreach (var domain in archived)
        {
            var (blobs, terms) = (ArchiveBlobs.ContainerOf(domain), domain.Retention!.Archive!);
            yield return new StorePolicy(blobs.Name, new StoredPlace(StoredPlaceKind.BlobContainer, blobs.Name))
            {
                Holds = "records and their events as they were stored, what is personal in them sealed",
                Life = TimeSpan.FromDays(terms.DeletedAfterDays),
                When = "it was archived",
                EndedBy = "a lifecycle rule of the storage account; what is erased or brought back is blanked at once",
                Reason = domain.Retention.Basis,
            };
        }

        if (archived.Count == 0) yield break;
        yield return new StorePolicy(
            "archive-index",
            [new StoredPlace(StoredPlaceKind.Container, PlatformContainers.Archives.Name), .. ContainersOf(archived)])
        {
            Holds = "where archived records of a person are, what each blob of an archive holds, and in place of each record a marker with the fields by which lists are narrowed",
            When = "until the archive is deleted, or the record is erased or comes back",
            EndedBy = TimeToLive,
            Reason = "What is archived is found by it, and its id is not given again",
        };
    }

    public static IEnumerable<StorePolicy> OfHistories(IEnumerable<StoredPlace> orchestrations, HistoryOptions options)
    {
        IReadOnlyList<StoredPlace> places = [.. orchestrations];
        yield return new StorePolicy("orchestration-histories", places)
        {
            Holds = "how orchestrations went: ids, codes, counts and times",
            Life = options.Life,
            When = "the orchestration was over",
            EndedBy = "the timer PurgeHistories",
            Setting = $"{HistoryOptions.Section}__{nameof(HistoryOptions.Life)}",
            Reason = "So long can be asked how it went, where nothing else keeps that",
        };
        yield return new StorePolicy("orchestration-histories-of-persons", places)
        {
            Holds = "the same of those that are about one person, such as an erasure or an export",
            Life = options.LifeOfSubjects,
            When = "the orchestration was over",
            EndedBy = "the timer PurgeSubjectHistories",
            Setting = $"{HistoryOptions.Section}__{nameof(HistoryOptions.LifeOfSubjects)}",
            Reason = "How they ended is kept elsewhere",
        };
    }

    private static IReadOnlyList<StoredPlace> ContainersOf(IEnumerable<Domain> domains) =>
        [.. domains.Select(domain => domain.Container).Distinct(StringComparer.Ordinal).Select(name => new StoredPlace(StoredPlaceKind.Container, name))];
}
