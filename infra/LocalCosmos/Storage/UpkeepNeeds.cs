namespace Serverless.LocalCosmos.Storage;

/// <summary>What a container has for its sweeper to do.</summary>
[Flags]
internal enum UpkeepNeeds
{
    None = 0,

    /// <summary>The default time to live has changed.</summary>
    Expiry = 1,

    /// <summary>The index is being rebuilt.</summary>
    Index = 2,

    /// <summary>Items have expired.</summary>
    Expired = 4,

    /// <summary>History is older than its retention.</summary>
    History = 8,
}
