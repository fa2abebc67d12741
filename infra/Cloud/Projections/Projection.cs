using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Projections;

/// <summary>A read model: what it is called, and the documents that it consists of. They lie in a container of the same name.</summary>
public sealed class Projection : FeedReader
{
    /// <param name="name">Lower case with hyphens.</param>
    /// <exception cref="DeclarationException">A domain is the source of two kinds of document.</exception>
    public Projection(string name, params IReadOnlyList<ProjectedDocument> documents)
        : base(name)
    {
        Documents = documents;
        var twice = documents.SelectMany(document => document.Domains).CountBy(domain => domain.RecordType).Where(type => type.Value > 1).ToList();
        if (twice.Count > 0) throw new DeclarationException($"The read model '{name}'", [.. twice.Select(type => $"'{type.Key}' is the source of two of its documents")]);
        Containers = [.. documents.SelectMany(document => document.Domains).Select(domain => domain.Container).Distinct().Order(StringComparer.Ordinal)];
    }

    public IReadOnlyList<ProjectedDocument> Documents { get; }

    /// <summary>Whose change feeds it reads.</summary>
    public IReadOnlyList<string> Containers { get; }

    /// <summary>Fields of documents that are asked for, beside their places and names: those of the content begin with <c>/data/</c>.</summary>
    public IReadOnlyList<string> Indexed { get; init; } = [];

    internal ContainerDeclaration Container => new(Name) { Indexed = [.. Partitions.Paths.Concat(Indexed).Concat(Documents.SelectMany(PrefixSearch.Paths)).Select(path => $"{path}/?")] };

    /// <summary>Under which its trigger keeps how far it is in a container's feed.</summary>
    public string LeasePrefix(string container) => $"{Name}-{container}-";

    public ProjectedDocument DocumentOf(Domain domain) => Documents.Single(document => document.Domains.Contains(domain));

    internal IReadOnlyList<Domain> DomainsIn(string container) => [.. Documents.SelectMany(document => document.Domains).Where(domain => domain.Container == container)];
}
