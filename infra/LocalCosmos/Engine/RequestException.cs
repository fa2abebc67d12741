namespace Serverless.LocalCosmos.Engine;

/// <summary>
/// A request that the service refuses, with the status that its clients see. Made by <see cref="RequestErrors"/> only.
/// </summary>
#pragma warning disable CA1032, RCS1194 // One way to make it, so that no status is ever forgotten.
internal sealed class RequestException(int status, int subStatus, string message) : Exception(message)
#pragma warning restore CA1032, RCS1194
{
    public int Status { get; } = status;

    /// <summary>The value of <c>x-ms-substatus</c>; 0 for none.</summary>
    public int SubStatus { get; } = subStatus;

    public TimeSpan? RetryAfter { get; init; }
}
