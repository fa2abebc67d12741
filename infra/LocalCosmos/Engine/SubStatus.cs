namespace Serverless.LocalCosmos.Engine;

/// <summary>The values of <c>x-ms-substatus</c> that clients act upon.</summary>
internal static class SubStatus
{
    public const int None = 0;
    public const int PartitionKeyMismatch = 1001;
    public const int PartitionKeyRangeGone = 1002;
    public const int OwnerNotFound = 1003;
    public const int ContainerRidMismatch = 1024;
    public const int RequestRateTooLarge = 3200;
    public const int AnswerTooLarge = 3402;
}
