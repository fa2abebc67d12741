using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;

namespace Serverless.Cloud.Projections;

/// <summary>
/// (document, event) -> document. Pure, and of nothing but these: no clock, no other document. Events of one record come in
/// order; those of different records in any, and the document must not depend on it.
/// </summary>
/// <param name="fact">The event itself, as its domain declares it.</param>
/// <param name="document">What is stored of it: whose it is, which record's, when, and what changed.</param>
public delegate TDocument Fold<TDocument>(TDocument? before, object fact, EventDocument document)
    where TDocument : class;

/// <summary>
/// One kind of document of a read model: what it holds, from whose events, and the fold that makes it. There is one of it for
/// each subject of these domains.
/// </summary>
public abstract class ProjectedDocument(string kind, Type type, IReadOnlyList<Domain> domains)
{
    public string Kind => kind;

    public IReadOnlyList<Domain> Domains => domains;

    public RecordSchema Schema => RecordSchema.Of(type);

    public static ProjectedDocument Of<TDocument>(string kind, Fold<TDocument> fold, params IReadOnlyList<Domain> domains)
        where TDocument : class => new Typed<TDocument>(kind, fold, domains);

    /// <summary>The kind's domains that keep their records in this container.</summary>
    public IEnumerable<Domain> DomainsIn(string container) => domains.Where(domain => domain.Container == container);

    internal object Fold(object? before, Domain domain, EventDocument document)
    {
        var fact = document.Data.Deserialize(domain.Events.Single(type => type.Name == document.Kind).Type, DocumentJson.Options)!;
        return Fold(before, fact, document);
    }

    internal abstract object Read(JsonObject data);

    protected abstract object Fold(object? before, object fact, EventDocument document);

    private sealed class Typed<TDocument>(string kind, Fold<TDocument> fold, IReadOnlyList<Domain> domains) : ProjectedDocument(kind, typeof(TDocument), domains)
        where TDocument : class
    {
        internal override object Read(JsonObject data) => DocumentJson.Read<TDocument>(data);

        protected override object Fold(object? before, object fact, EventDocument document) => fold((TDocument?)before, fact, document);
    }
}
