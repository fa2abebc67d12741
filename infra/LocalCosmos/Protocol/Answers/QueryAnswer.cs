using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Engine.Queries;

namespace Serverless.LocalCosmos.Protocol.Answers;

/// <summary>One page of a query or of an item feed.</summary>
internal static class QueryAnswer
{
    public static GatewayResponse Of(QueryPage page, ContainerResource container, PartitionRange range)
    {
        var response = FeedBody.Of(container.Rid, "Documents", page.Documents, page.Count)
            .WithCharge(page.Charge)
            .About(container, range);
        return page.Continuation is { } token ? response.With(WireHeaders.Continuation, token) : response;
    }
}
