using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class ReadOffer : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation) =>
        ValueTask.FromResult(OfferAnswer.Of(call.Engines.Catalog.FindOffer(call.Target.Id)));
}
