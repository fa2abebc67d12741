using Serverless.Cloud.Subjects;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Lifecycle;

/// <summary>How long everything is kept that the app stores: as domains declare it, and as the rest has it said.</summary>
public sealed class StorePolicies
{
    private readonly IReadOnlyList<Domain> _domains;

    /// <exception cref="DeclarationException">Two have the same name.</exception>
    public StorePolicies(IEnumerable<Domain> domains, IEnumerable<StorePolicy> policies)
    {
        _domains = [.. domains];
        All = [.. policies.OrderBy(policy => policy.Name, StringComparer.Ordinal)];
        var twice = All.CountBy(policy => policy.Name).Where(name => name.Value > 1).Select(name => $"'{name.Key}' is the name of two of them").ToList();
        if (twice.Count > 0) throw new DeclarationException("How long things are kept", twice);
    }

    /// <summary>By name. Something may be said of one place by several: what lies in it goes at different times.</summary>
    public IReadOnlyList<StorePolicy> All { get; }

    /// <summary>What is stored for nobody knows how long, or said to be and is not there; each as a sentence says it. Nothing while nothing is wrong.</summary>
    /// <param name="places">All that there are.</param>
    public IReadOnlyList<string> Uncovered(IEnumerable<StoredPlace> places)
    {
        var stored = places.ToHashSet();
        var covered = _domains.Select(domain => new StoredPlace(StoredPlaceKind.Container, domain.Container)).Concat(All.SelectMany(policy => policy.Covers)).ToHashSet();
        return
        [
            .. stored.Where(place => !covered.Contains(place)).Select(place => $"nobody says how long the {Described(place)} is kept"),
            .. covered.Where(place => !stored.Contains(place)).Select(place => $"it is said how long the {Described(place)} is kept, which is not there"),
        ];
    }

    private static string Described(StoredPlace place) => $"{place.Kind} '{place.Name}'";
}
