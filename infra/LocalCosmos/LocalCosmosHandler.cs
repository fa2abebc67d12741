using Serverless.LocalCosmos.Protocol;
using Serverless.LocalCosmos.Protocol.Hosting;

namespace Serverless.LocalCosmos;

/// <summary>
/// Serves an account inside the process, without a socket:
/// <c>new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway, HttpClientFactory = () => new HttpClient(handler, disposeHandler: false) }</c>.
/// Any number of clients may share it. It does not own the account.
/// </summary>
public sealed class LocalCosmosHandler(LocalCosmosAccount account) : HttpMessageHandler
{
    /// <summary>Where a client believes the account to be.</summary>
    public static Uri Endpoint { get; } = new("http://localcosmos/");

    public string ConnectionString => account.ConnectionString(Endpoint);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await account.Gateway.SendAsync(new HttpMessageRequest(request), cancellationToken);
        if (response == GatewayResponse.Dropped)
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was dropped.", new IOException("The connection was dropped."));
        return HttpMessageResponse.Of(response, request);
    }
}
