using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects.ReadModels;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Subjects;

/// <summary>Everything that answers for what the app stores of a subject.</summary>
public sealed class SubjectStores
{
    /// <summary>Each has waited for as long as the store is given.</summary>
    private const int Attempts = 10;

    private readonly IReadOnlyList<StoredPlace> _places;

    /// <param name="places">All that there is to be answered for.</param>
    /// <exception cref="DeclarationException">Two have the same name.</exception>
    public SubjectStores(IEnumerable<ISubjectStore> stores, IEnumerable<StoredPlace> places)
    {
        All = [.. stores.OrderBy(store => store.Stage).ThenBy(store => store.Name, StringComparer.Ordinal)];
        _places = [.. places.Distinct()];
        var twice = All.CountBy(store => store.Name).Where(name => name.Value > 1).Select(name => $"'{name.Key}' is the name of two of them").ToList();
        if (twice.Count > 0) throw new DeclarationException("What erasure does", twice);
    }

    /// <summary>In the order in which they are erased.</summary>
    public IReadOnlyList<ISubjectStore> All { get; }

    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public ISubjectStore Find(string name) => All.FirstOrDefault(store => store.Name == name) ?? throw new ArgumentException($"There is no store '{name}'.", nameof(name));

    /// <summary>
    /// What each store has of the subject, counted afresh. One that does not answer is asked again before all is given up: what the others
    /// have said would be lost with it, and of many requests one fails often.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, SubjectCount>> CountAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        var counts = new Dictionary<string, SubjectCount>(StringComparer.Ordinal);
        // One after the other: there are enough of them to be in each other's way.
        foreach (var store in All) counts.Add(store.Name, await CountAsync(store, subject, cancellation));
        return counts;
    }

    /// <summary>What erasure would not reach, or what two would erase in their own ways; each as a sentence says it. Nothing while nothing is wrong.</summary>
    public IReadOnlyList<string> Uncovered()
    {
        var covers = All.SelectMany(store => store.Covers.Select(place => (Place: place, store.Name))).ToLookup(one => one.Place, one => one.Name);
        return
        [
            .. _places.Where(place => !covers.Contains(place)).Select(place => $"nobody answers for the {Described(place)}"),
            .. covers.Where(place => place.Count() > 1).Select(place => $"{string.Join(" and ", place.Select(name => $"'{name}'"))} both answer for the {Described(place.Key)}"),
            .. All.OfType<ReadModelErasure>().SelectMany(model => model.Unfindable),
            .. covers.Where(place => !_places.Contains(place.Key)).Select(place => $"'{place.First()}' answers for the {Described(place.Key)}, which is not there"),
        ];
    }

    private static async Task<SubjectCount> CountAsync(ISubjectStore store, SubjectPlace subject, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await store.CountAsync(subject, cancellation);
            }
            catch (Exception e) when (attempt < Attempts && StoreOutage.Is(e) && !cancellation.IsCancellationRequested)
            {
                // Counting changes nothing, so it may be repeated.
            }
        }
    }

    private static string Described(StoredPlace place) => $"{Described(place.Kind)} '{place.Name}'";

    private static string Described(StoredPlaceKind kind) => kind switch
    {
        StoredPlaceKind.Container => "container",
        StoredPlaceKind.BlobContainer => "blob container",
        StoredPlaceKind.Queue => "queue",
        StoredPlaceKind.Topic => "topic",
        StoredPlaceKind.Orchestration => "orchestration",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
