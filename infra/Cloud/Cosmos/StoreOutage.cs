using System.Net;
using System.Net.Sockets;
using Azure;
using Microsoft.Azure.Cosmos;

namespace Serverless.Cloud.Cosmos;

/// <summary>What the SDK throws when its patience ends and the store may yet answer later. Anything else is a fault of ours.</summary>
internal static class StoreOutage
{
    /// <summary>RetryWith: the store is at odds with another write of the same document.</summary>
    private const HttpStatusCode RetryWith = (HttpStatusCode)449;

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    public static bool Is(Exception exception) => exception switch
    {
        // A socket's own from HttpClient, where a connection breaks at the moment it is made.
        HttpRequestException or SocketException or TimeoutException or OperationCanceledException { InnerException: TimeoutException } => true,
        CosmosException cosmos => cosmos.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or RetryWith,
        // Of blobs: 0 where there was no answer at all, and all attempts together where none had one.
        RequestFailedException blobs => blobs.Status is 0 or (int)HttpStatusCode.RequestTimeout or (int)HttpStatusCode.TooManyRequests
            or (int)HttpStatusCode.InternalServerError or (int)HttpStatusCode.BadGateway or (int)HttpStatusCode.ServiceUnavailable or (int)HttpStatusCode.GatewayTimeout,
        AggregateException { InnerExceptions.Count: > 0 } attempts => attempts.InnerExceptions.All(Is),
        _ => false,
    };

    /// <summary>When to ask again: what the store says, in whole seconds as HTTP has them.</summary>
    public static TimeSpan RetryAfter(Exception exception) =>
        exception is CosmosException { RetryAfter: { } wish } && wish > Least ? TimeSpan.FromSeconds(Math.Ceiling(wish.TotalSeconds)) : Least;
}
