using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class CreateDatabase : Operation
{
    public override async ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var throughput = Offer.Content(call.Header(WireHeaders.OfferThroughput), call.Header(WireHeaders.AutoscaleSettings));
        var database = await call.Engines.Catalog.CreateDatabaseAsync(ResourceJson.Parse(call.Body), throughput, cancellation);
        return ResourceAnswer.Of(201, database);
    }
}
