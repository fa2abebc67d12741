namespace Serverless.LocalCosmos.Storage;

/// <summary>What a row of history is. The numbers are stored.</summary>
internal enum LogKind
{
    /// <summary>A version that a later one replaced or that was deleted.</summary>
    Version = 0,
    Delete = 1,
    Expiry = 2,
}
