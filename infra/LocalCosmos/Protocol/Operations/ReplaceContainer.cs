using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class ReplaceContainer : Operation
{
    public override async ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var container = call.Container();
        var properties = ResourceJson.Parse(call.Body);
        await call.Engines.Catalog.ReplaceContainerAsync(container, properties, call.Header(WireHeaders.IfMatch), cancellation);
        return ResourceAnswer.Of(200, container);
    }
}
