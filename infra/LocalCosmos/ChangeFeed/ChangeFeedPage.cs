namespace Serverless.LocalCosmos.ChangeFeed;

/// <param name="Documents">A JSON array in UTF-8.</param>
/// <param name="Count">0 when nothing has changed.</param>
/// <param name="ContinuationLsn">Where the next page begins. It moves on even when the changes were outside the scope.</param>
internal sealed record ChangeFeedPage(ReadOnlyMemory<byte> Documents, int Count, long ContinuationLsn);
