using Serverless.LocalCosmos.Engine;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class RefuseUnsupported : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var segments = call.Target.Segments;
        var type = call.Target.Kind == ResourceKind.UnsupportedFeed ? segments[^1] : segments[^2];
        throw RequestErrors.NotSupported(ResourceShape.UnsupportedName(type)!);
    }
}
