using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class CreateContainer : Operation
{
    public override async ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var database = call.Database();
        var throughput = Offer.Content(call.Header(WireHeaders.OfferThroughput), call.Header(WireHeaders.AutoscaleSettings));
        var properties = ResourceJson.Parse(call.Body);
        var container = await call.Engines.Catalog.CreateContainerAsync(database, properties, throughput, cancellation);
        return ResourceAnswer.Of(201, container);
    }
}
