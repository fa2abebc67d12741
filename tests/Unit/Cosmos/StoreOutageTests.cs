using System.Net;
using System.Net.Sockets;
using Azure;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;

namespace Serverless.Unit.Cosmos;

/// <summary>What is told a caller as an outage of the store, after which the same request is worth another try.</summary>
public sealed class StoreOutageTests
{
    public static TheoryData<Exception> Outages => new(
        new HttpRequestException("Refused."),
        new SocketException((int)SocketError.NotConnected),
        new TimeoutException(),
        new TaskCanceledException("Late.", new TimeoutException()),
        Answer((HttpStatusCode)449),
        Answer(HttpStatusCode.ServiceUnavailable),
        new RequestFailedException("No answer."),
        new AggregateException(new RequestFailedException("No answer."), new RequestFailedException(503, "Busy.")));

    public static TheoryData<Exception> Failures => new(
        new InvalidOperationException(),
        new TaskCanceledException("The caller has gone."),
        Answer(HttpStatusCode.PreconditionFailed),
        new RequestFailedException(404, "None."),
        new AggregateException(new RequestFailedException("No answer."), new InvalidOperationException()));

    [Theory]
    [MemberData(nameof(Outages))]
    public void A_store_that_does_not_answer_is_an_outage(Exception exception) => Assert.True(StoreOutage.Is(exception));

    [Theory]
    [MemberData(nameof(Failures))]
    public void Whatever_would_fail_again_is_none(Exception exception) => Assert.False(StoreOutage.Is(exception));

    private static CosmosException Answer(HttpStatusCode status) => new("Tested.", status, subStatusCode: 0, activityId: "", requestCharge: 0);
}
