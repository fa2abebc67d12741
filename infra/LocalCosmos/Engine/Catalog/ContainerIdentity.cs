using Serverless.LocalCosmos.Engine.Keys;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>What the server itself says about a container.</summary>
internal sealed record ContainerIdentity(
    byte[] RidBytes,
    string DatabaseId,
    string DatabaseRid,
    string ETag,
    long Timestamp)
{
    public string Rid { get; } = ResourceId.Text(RidBytes);
}
