namespace Serverless.LocalCosmos.Engine;

/// <summary>Every way in which a request is refused, by name: the status and substatus codes are the service's.</summary>
internal static class RequestErrors
{
    public static RequestException BadRequest(string message) => new(400, SubStatus.None, message);

    public static RequestException NotSupported(string feature) =>
        new(400, SubStatus.None, $"{feature} is not supported by LocalCosmos.");

    public static RequestException PartitionKeyMismatch() => new(
        400,
        SubStatus.PartitionKeyMismatch,
        "PartitionKey extracted from document doesn't match the one specified in the header");

    public static RequestException PartitionKeyIncomplete() => new(
        400,
        SubStatus.PartitionKeyMismatch,
        "Partition key provided either doesn't correspond to definition in the collection or doesn't match partition key field values specified in the document.");

    public static RequestException PartitionKeyMissing() => new(
        400,
        SubStatus.None,
        "PartitionKey value must be supplied for this operation.");

    public static RequestException ContainerRidMismatch() => new(
        400,
        SubStatus.ContainerRidMismatch,
        "The container addressed is not the one that the client has in mind: its resource id differs.");

    public static RequestException Unauthorized(string message) => new(401, SubStatus.None, message);

    public static RequestException Forbidden(string message) => new(403, SubStatus.None, message);

    public static RequestException NotFound(string what) =>
        new(404, SubStatus.None, $"{what} does not exist. Resource Not Found.");

    /// <summary>The database or container that should hold the resource is missing.</summary>
    public static RequestException OwnerNotFound(string what) =>
        new(404, SubStatus.OwnerNotFound, $"{what} does not exist. Owner resource does not exist.");

    public static RequestException MethodNotAllowed(string method, string resource) =>
        new(405, SubStatus.None, $"The method {method} is not allowed on {resource}.");

    public static RequestException RequestTimeout() =>
        new(408, SubStatus.None, "The operation did not complete within the allotted time.");

    public static RequestException Conflict(string message) => new(409, SubStatus.None, message);

    public static RequestException PartitionKeyRangeGone(string rangeId) => new(
        410,
        SubStatus.PartitionKeyRangeGone,
        $"The partition key range {rangeId} is gone: it was split or merged, or never existed.");

    public static RequestException PreconditionFailed() => new(
        412,
        SubStatus.None,
        "Operation cannot be performed because one of the specified precondition is not met");

    public static RequestException TooLarge() => new(413, SubStatus.None, "Request size is too large");

    public static RequestException TooManyRequests(TimeSpan retryAfter) =>
        new(429, SubStatus.RequestRateTooLarge, "Request rate is large. More Request Units may be needed, so no changes were made.")
        {
            RetryAfter = retryAfter,
        };

    public static RequestException RetryWith() =>
        new(449, SubStatus.None, "Conflicting request to resource has been attempted. Retry to avoid conflicts.");

    public static RequestException ServiceUnavailable() =>
        new(503, SubStatus.None, "Service is currently unavailable.");
}
