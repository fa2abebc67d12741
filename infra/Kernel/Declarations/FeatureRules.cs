namespace Serverless.Kernel.Declarations;

/// <summary>What keeps features from being switched at any time. What concerns one field alone, <see cref="SchemaCompiler"/> sees.</summary>
public static class FeatureRules
{
    /// <summary>A switch is known by the name of its feature alone.</summary>
    /// <exception cref="DeclarationException">Two domains declare a feature of the same name.</exception>
    public static void Unshared(IEnumerable<Domain> domains)
    {
        var shared = domains.SelectMany(domain => domain.Features.Select(feature => feature.Name).Distinct(StringComparer.Ordinal)).CountBy(name => name, StringComparer.Ordinal)
            .Where(name => name.Value > 1).Select(name => $"two domains declare the feature '{name.Key}'").ToList();
        if (shared.Count > 0) throw new DeclarationException("The app", shared);
    }

    internal static IEnumerable<string> Problems(Domain domain)
    {
        var declared = domain.Features.Select(feature => feature.Name).ToHashSet(StringComparer.Ordinal);
        var fields = domain.Schema.Fields.Where(field => field.Feature is not null).ToList();
        foreach (var name in domain.Features.CountBy(feature => feature.Name).Where(name => name.Value > 1)) yield return $"the feature '{name.Key}' is declared twice";
        foreach (var name in declared.Where(name => !Domain.IsName(name))) yield return $"'{name}' is no name for a feature";
        foreach (var feature in domain.Features.Where(feature => string.IsNullOrWhiteSpace(feature.Meaning))) yield return $"the feature '{feature.Name}' does not say what is different while it is on";
        foreach (var name in declared.Where(name => fields.All(field => field.Feature != name))) yield return $"the feature '{name}' has no field";
        foreach (var field in fields)
        {
            if (!declared.Contains(field.Feature!)) yield return $"'{field.Name}' belongs to the feature '{field.Feature}', which is not declared";
            // Who is told of a record because of a value, or of when it goes, is told of the value.
            if (domain.Retention?.Field == field.Name) yield return $"retention follows '{field.Name}', which belongs to a feature";
            if (domain.Queries.Any(query => query.Fields.Contains(field.Name))) yield return $"a query uses '{field.Name}', which belongs to a feature";
        }
    }
}
