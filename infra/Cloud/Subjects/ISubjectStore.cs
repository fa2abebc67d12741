using Serverless.Cloud.Projections;

namespace Serverless.Cloud.Subjects;

/// <summary>
/// A place where something about a subject may lie, and how it is taken out of there. Whatever the app stores is covered by one of
/// them: what nobody answers for keeps the app from starting.
/// </summary>
public interface ISubjectStore
{
    /// <summary>Lower case with hyphens; as the certificate names it.</summary>
    string Name { get; }

    ErasureStage Stage { get; }

    /// <summary>What this store answers for.</summary>
    IReadOnlyList<StoredPlace> Covers { get; }

    /// <summary>What becomes of what is found here, and for what is left: why.</summary>
    ErasureRule Rule { get; }

    /// <summary>Counts afresh what there is of the subject, past every cache.</summary>
    /// <exception cref="Microsoft.Azure.Cosmos.CosmosException">The store does not answer.</exception>
    Task<SubjectCount> CountAsync(SubjectPlace subject, CancellationToken cancellation);

    /// <summary>
    /// Does what the rule says. What a process that ended has left is done when it is told again; told again after that, it finds
    /// nothing to do.
    /// </summary>
    /// <returns>What this run has done.</returns>
    Task<SubjectErased> EraseAsync(SubjectPlace subject, CancellationToken cancellation);
}

/// <summary>Stores are erased in this order: what is later is made of what is earlier. Stored by name: add, never rename or remove.</summary>
public enum ErasureStage
{
    /// <summary>What domains do in partitions of others: give back a seat, free an address, take an id out of the books.</summary>
    Unlinking,

    /// <summary>Records, events and what is kept of requests.</summary>
    Records,

    /// <summary>Read models, which are made again of what is left.</summary>
    ReadModels,

    /// <summary>Dead letters, imports, blobs, histories, messages.</summary>
    Copies,
}

/// <summary>Something that is stored, by the name under which it is declared.</summary>
public sealed record StoredPlace(StoredPlaceKind Kind, string Name);

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum StoredPlaceKind
{
    Container,
    BlobContainer,
    Queue,
    Topic,
    Orchestration,
}

/// <summary>What erasure does in a store.</summary>
/// <param name="Basis">The legal basis of what stays, or why there is nothing to do; empty where all is deleted.</param>
public sealed record ErasureRule(ErasureEffect Effect, string Basis);

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum ErasureEffect
{
    Deleted,

    /// <summary>Stays as statistics, under an id of nobody.</summary>
    Anonymised,

    /// <summary>Stays where it is, on a legal basis; what is personal in it cannot be read without the key.</summary>
    Retained,

    /// <summary>Made again of what is left in the records.</summary>
    Recomputed,

    /// <summary>Unreadable without the key, and gone by itself after its time.</summary>
    Expires,

    /// <summary>Nothing of a subject can be in it.</summary>
    NotPersonal,
}

/// <summary>What there is of a subject in a store.</summary>
/// <param name="Erasable">Documents (blobs, messages) that an erasure would take away or change. None are left after one.</param>
/// <param name="Retained">Those that stay on the rule's basis.</param>
/// <param name="Readable">Of those, how many hold something personal that can be read at present: none, once the key is destroyed.</param>
public sealed record SubjectCount(long Erasable, long Retained, long Readable)
{
    public static SubjectCount None { get; } = new(0, 0, 0);
}

/// <summary>What one run has done.</summary>
public sealed record SubjectErased(long Deleted, long Anonymised, long Retained)
{
    public static SubjectErased Nothing { get; } = new(0, 0, 0);

    /// <summary>A code, where something is out of reach for a while: told again later, it is done. Null where this run has done all.</summary>
    public string? WaitsFor { get; init; }

    public static SubjectErased operator +(SubjectErased one, SubjectErased other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new(one.Deleted + other.Deleted, one.Anonymised + other.Anonymised, one.Retained + other.Retained) { WaitsFor = one.WaitsFor ?? other.WaitsFor };
    }

    public static SubjectErased Add(SubjectErased left, SubjectErased right) => left + right;
}
