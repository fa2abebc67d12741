namespace Serverless.LocalCosmos.Storage;

/// <summary>A value that a document has at a path.</summary>
/// <param name="Path">As <see cref="IndexPath"/> writes it: <c>/a/b</c>, <c>/tags/[]</c>.</param>
/// <param name="Key">As <see cref="IndexKey"/> encodes it.</param>
internal readonly record struct IndexTerm(string Path, byte[] Key);

/// <summary>What must be unique within a logical partition.</summary>
/// <param name="Key">The number of the unique key in the container's definition.</param>
internal sealed record UniqueTerm(int Key, byte[] Value);

/// <summary>What a document puts into the index.</summary>
/// <param name="Terms">Sorted by path, then key, without repetition.</param>
internal readonly record struct ItemTerms(IReadOnlyList<IndexTerm> Terms, IReadOnlyList<UniqueTerm> Unique);

/// <summary>What a new version of a document changes in the index.</summary>
internal readonly record struct TermChanges(
    IReadOnlyList<IndexTerm> Gone, IReadOnlyList<IndexTerm> Added, IReadOnlyList<UniqueTerm> OldUnique, IReadOnlyList<UniqueTerm> Unique)
{
    public int Count => Gone.Count + Added.Count;
}

/// <summary>An entry of the index, read without the item.</summary>
internal readonly record struct IndexEntry(byte[] Key, long Number);

/// <summary>The entry after which a read of the index goes on.</summary>
internal readonly record struct IndexPosition(byte[] Key, long Number);
