using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace Serverless.LocalCosmos.Protocol.Hosting;

/// <summary>Puts the gateway straight onto the server's features: no host, no middleware, no context object.</summary>
internal sealed class KestrelApplication(Gateway gateway) : IHttpApplication<IFeatureCollection>
{
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        var request = context.GetRequiredFeature<IHttpRequestFeature>();
        var lifetime = context.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        var connection = context.GetRequiredFeature<IHttpConnectionFeature>();
        try
        {
            var response = await gateway.SendAsync(new KestrelRequest(request, connection), lifetime.RequestAborted);
            if (response == GatewayResponse.Dropped) lifetime.Abort();
            else await WriteAsync(context, response, lifetime.RequestAborted);
        }
        catch (OperationCanceledException) when (lifetime.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody is left to answer.
        }
    }

    private static async Task WriteAsync(IFeatureCollection context, GatewayResponse response, CancellationToken aborted)
    {
        var answer = context.GetRequiredFeature<IHttpResponseFeature>();
        answer.StatusCode = response.Status;
        var headers = answer.Headers;
        foreach (var (name, value) in response.Headers) headers[name] = value;
        if (!response.HasBody) return;
        headers.ContentLength = response.Body.Length;
        if (response.Body.IsEmpty) return;
        headers.ContentType = response.ContentType;
        await context.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.WriteAsync(response.Body, aborted);
    }
}
