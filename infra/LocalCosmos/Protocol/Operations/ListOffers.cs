using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class ListOffers : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation) =>
        ValueTask.FromResult(ResourceFeed.List(call, "", "Offers", [.. call.Engines.Catalog.Offers.Select(o => o.Json)]));
}
