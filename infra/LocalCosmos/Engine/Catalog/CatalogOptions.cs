using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <param name="Directory">Null keeps everything in memory.</param>
/// <param name="Partitions">The number of ranges that a new container gets.</param>
/// <param name="Time">What <c>_ts</c> is taken from.</param>
internal sealed record CatalogOptions(string? Directory, int Partitions, TimeProvider Time, StorageOptions Storage);

/// <summary>Brings what a container stores (index, expiry) in line with the definition that it is about to get.</summary>
internal delegate Task Configure(ContainerResource container, ContainerDefinition next, CancellationToken cancellation);
