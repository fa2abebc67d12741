using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Projections;

/// <summary>The read models of the app, by name.</summary>
public sealed class ProjectionSet
{
    private readonly Dictionary<string, Projection> _byName;

    /// <exception cref="DeclarationException">Two have the same name.</exception>
    public ProjectionSet(IEnumerable<Projection> projections)
    {
        All = [.. projections.OrderBy(projection => projection.Name, StringComparer.Ordinal)];
        if (All.CountBy(projection => projection.Name).Where(name => name.Value > 1).Select(name => $"'{name.Key}' is declared twice").ToList() is { Count: > 0 } twice)
            throw new DeclarationException("The read models", twice);
        _byName = All.ToDictionary(projection => projection.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<Projection> All { get; }

    public Projection? Find(string name) => _byName.GetValueOrDefault(name);
}
