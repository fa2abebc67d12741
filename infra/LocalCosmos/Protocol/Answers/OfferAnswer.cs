using Serverless.LocalCosmos.Engine.Catalog;

namespace Serverless.LocalCosmos.Protocol.Answers;

internal static class OfferAnswer
{
    public static GatewayResponse Of(Offer offer) => new GatewayResponse(200, offer.Json)
        .With(WireHeaders.MinimumThroughput, Offer.DefaultThroughput)
        .With(WireHeaders.OfferReplacePending, "False");
}
