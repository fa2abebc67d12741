using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;

namespace Serverless.Cloud.Projections;

/// <summary>
/// (document, event) -> document. Pure, and of nothing but these: no clock, no other document. Events of one record come in
/// order; those of different records in any, and the document must not depend on it.
/// </summary>
/// <param name="fact">
/// The event itself, as its domain declares it. What is personal in it is empty where the document holds nothing personal: it is
/// folded without a key then.
/// </param>
/// <param name="document">What is stored of it: whose it is, which record's, when, and what changed.</param>
public delegate TDocument Fold<TDocument>(TDocument? before, object fact, EventDocument document)
    where TDocument : class;

/// <summary>
/// In which document an event goes, by what its stored form says in the clear; the same for all events of a record. An event of
/// which it fails is parked.
/// </summary>
public delegate DocumentPlace PlaceOf(JsonElement stored);

/// <summary>
/// What a document adds to counters, by the tally that each lies in. Pure. Counters have names of letters, digits, hyphens and
/// underscores, tallies also colons.
/// </summary>
public delegate IReadOnlyDictionary<(string Tally, string Counter), long> TallyOf<in TDocument>(TDocument document)
    where TDocument : class;

/// <summary>One kind of document of a read model: what it holds, from whose events, and the fold that makes it.</summary>
public abstract class ProjectedDocument(string kind, Type type, IReadOnlyList<Domain> domains)
{
    private static readonly IReadOnlyDictionary<(string Tally, string Counter), long> Nothing = new Dictionary<(string Tally, string Counter), long>();

    public string Kind => kind;

    public IReadOnlyList<Domain> Domains => domains;

    public RecordSchema Schema => RecordSchema.Of(type);

    /// <summary>Null: there is one document of each subject, in its partition. What is personal is sealed with the key of the event's subject, wherever the document lies.</summary>
    public PlaceOf? PlaceOf { get; init; }

    /// <summary>
    /// What a subject's document is called, in whatever partitions it lies; null where it lies with its subject, or stays as it is when
    /// they are erased. By its name it is found without looking at anybody else's.
    /// </summary>
    public Func<string, string>? NameOf { get; init; }

    /// <summary>What the subject must have consented to, by name, for a part of the document; null where none is needed.</summary>
    public string? Consent { get; init; }

    public static ProjectedDocument Of<TDocument>(string kind, Fold<TDocument> fold, params IReadOnlyList<Domain> domains)
        where TDocument : class => new ProjectedDocument<TDocument>(kind, fold, domains);

    /// <summary>The kind's domains that keep their records in this container.</summary>
    public IEnumerable<Domain> DomainsIn(string container) => domains.Where(domain => domain.Container == container);

    internal bool IsPersonal => Schema.HasPersonal;

    /// <summary>A subject's documents are found without any event of theirs.</summary>
    internal bool IsFoundBySubject => PlaceOf is null || NameOf is not null;

    /// <summary>It is looked up by how words of a field begin.</summary>
    internal bool IsSearched => Schema.Fields.Any(one => one.IsPrefixIndexed);

    /// <summary>Null where the event does not say in which.</summary>
    internal DocumentPlace? DocumentOf(FeedEvent fact)
    {
        if (PlaceOf is null) return new DocumentPlace(fact.Place);
        try
        {
            return PlaceOf(fact.Document);
        }
        // It depends on nothing but the event, which is not as it should be, or it would not have been stored.
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or KeyNotFoundException or FormatException or JsonException)
        {
            return null;
        }
    }

    internal object Fold(object? before, Domain domain, EventDocument document)
    {
        var fact = document.Data.Deserialize(domain.Events.Single(type => type.Name == document.Kind).Type, DocumentJson.Options)!;
        return Fold(before, fact, document);
    }

    /// <summary>What the counters are changed by when a document becomes another.</summary>
    internal IReadOnlyList<TallyPatch> Tally(object? before, object? after) =>
        TallyPatch.Between(before is null ? Nothing : Tally(before) ?? Nothing, after is null ? Nothing : Tally(after) ?? Nothing);

    internal abstract object Read(JsonObject data);

    /// <summary>The document with the part that rests on the consent, or without it.</summary>
    internal abstract object AsConsented(object content, bool isConsented);

    protected abstract object Fold(object? before, object fact, EventDocument document);

    /// <returns>Null where the kind keeps no tally.</returns>
    protected abstract IReadOnlyDictionary<(string Tally, string Counter), long>? Tally(object document);
}

/// <inheritdoc/>
public sealed class ProjectedDocument<TDocument>(string kind, Fold<TDocument> fold, params IReadOnlyList<Domain> domains) : ProjectedDocument(kind, typeof(TDocument), domains)
    where TDocument : class
{
    /// <summary>Counters in the document's partition, which are the sums of this over all documents there.</summary>
    public TallyOf<TDocument>? TallyOf { get; init; }

    /// <summary>The document with the part that rests on the subject's consent, or without it. Pure, of nothing but these, and the same however often it is done.</summary>
    public Func<TDocument, bool, TDocument>? Consented { get; init; }

    internal override object AsConsented(object content, bool isConsented) => Consented is null ? content : Consented((TDocument)content, isConsented);

    internal override object Read(JsonObject data) => DocumentJson.Read<TDocument>(data);

    protected override object Fold(object? before, object fact, EventDocument document) => fold((TDocument?)before, fact, document);

    protected override IReadOnlyDictionary<(string Tally, string Counter), long>? Tally(object document) => TallyOf?.Invoke((TDocument)document);
}
