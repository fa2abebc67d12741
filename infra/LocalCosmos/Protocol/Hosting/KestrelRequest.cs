using Microsoft.AspNetCore.Http.Features;
using Serverless.LocalCosmos.Engine;

namespace Serverless.LocalCosmos.Protocol.Hosting;

/// <summary>A request that came over a socket.</summary>
internal sealed class KestrelRequest(IHttpRequestFeature request, IHttpConnectionFeature connection) : GatewayRequest
{
    public override string Method => request.Method;

    public override string RawTarget => request.RawTarget;

    public override string Endpoint
    {
        get
        {
            var host = request.Headers.Host.ToString();
            if (host.Length == 0) host = $"{connection.LocalIpAddress}:{connection.LocalPort}";
            return $"{request.Scheme}://{host}/";
        }
    }

    public override string? Header(string name) => request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    public override ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(int limit, CancellationToken cancellation) =>
        BoundedBody.ReadAsync(request.Body, request.Headers.ContentLength, limit, cancellation);
}
