using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class QueryOffers : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation) =>
        ValueTask.FromResult(ResourceFeed.Query(call, "", "Offers", call.Engines.Catalog.Offers.Select(o => o.Json)));
}
