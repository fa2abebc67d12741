using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class ReplaceOffer : Operation
{
    public override async ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation) => OfferAnswer.Of(
        await call.Engines.Catalog.ReplaceOfferAsync(call.Target.Id, ResourceJson.Parse(call.Body), cancellation));
}
