using System.Collections.Immutable;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Projections;

/// <summary>A document of a read model, opened.</summary>
public sealed record ReadDocument
{
    public static ReadDocument Empty { get; } = new();

    /// <summary>By record: which of its events comes next. Sorted, so that the same events make the same document.</summary>
    public ImmutableSortedDictionary<string, EventPosition> Next { get; init; } = ImmutableSortedDictionary.Create<string, EventPosition>(StringComparer.Ordinal);

    /// <summary>Of the latest event that was folded.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>What the fold made; null before the first event.</summary>
    public object? Content { get; init; }

    /// <summary>Pointers of personal fields that are gone with their key.</summary>
    public IReadOnlyList<string> Shredded { get; init; } = [];

    /// <summary>The subject's data is restricted: it is shown to almost nobody.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>The consent that a part of the content rests on; null where none is known of.</summary>
    internal ConsentMark? Consent { get; init; }

    /// <summary>With whose key its personal fields are sealed; null before the first event.</summary>
    internal string? OwnerId { get; init; }

    /// <summary>What tallies still have to be changed by for what the document was before, where that was too much for one batch.</summary>
    internal IReadOnlyList<TallyPatch> Owed { get; init; } = [];

    /// <summary>Of the stored document; null where none is stored yet.</summary>
    internal string? ETag { get; init; }

    public EventPosition NextOf(string source) => Next.GetValueOrDefault(source, EventPosition.First);

    /// <summary>The document holds all that the record's events up to this version say.</summary>
    public bool Contains(string source, long version) => NextOf(source).Version > version;

    /// <summary>It is stored, owes nothing, and holds just what another one does.</summary>
    internal bool IsAs(ReadDocument other) =>
        this is { ETag: not null, Owed.Count: 0 } && !other.Next.IsEmpty && Next.SequenceEqual(other.Next)
        && (Content is null || other.Content is null ? Content == other.Content : DocumentJson.AreSame(Content, other.Content));
}
