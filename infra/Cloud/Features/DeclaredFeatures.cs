using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Features;

/// <summary>The features of all domains.</summary>
public sealed class DeclaredFeatures(IEnumerable<Domain> domains)
{
    private readonly Dictionary<string, DeclaredFeature> _byName = domains
        .SelectMany(domain => domain.Features, (domain, feature) => new DeclaredFeature(feature, domain)).ToDictionary(one => one.Feature.Name, StringComparer.Ordinal);

    public IEnumerable<DeclaredFeature> All => _byName.Values.OrderBy(one => one.Feature.Name, StringComparer.Ordinal);

    public DeclaredFeature? Find(string name) => _byName.GetValueOrDefault(name);
}

public sealed record DeclaredFeature(Feature Feature, Domain Domain)
{
    /// <summary>Of the domain's record, as in JSON.</summary>
    public IEnumerable<string> Fields => Domain.Schema.Fields.Where(one => one.Feature == Feature.Name).Select(one => one.Name);
}
