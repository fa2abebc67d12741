using System.Collections.Concurrent;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>A database and the containers in it.</summary>
/// <param name="Number">What its rid is made of.</param>
/// <param name="Json">As answered.</param>
internal sealed record DatabaseResource(string Id, uint Number, string Rid, string ETag, ReadOnlyMemory<byte> Json)
{
    /// <summary>By id.</summary>
    public ConcurrentDictionary<string, ContainerResource> Containers { get; } = new(StringComparer.Ordinal);
}
