using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Engine.Items;

namespace Serverless.LocalCosmos.Protocol.Answers;

/// <summary>The outcome of one item operation.</summary>
internal static class ItemAnswer
{
    public static GatewayResponse Of(ItemResult result, ContainerResource container, PartitionRange range)
    {
        var response = result.IsSuccess
            ? new GatewayResponse(result.Status, result.Body)
            : ErrorBody.Of(result.Status, result.SubStatus, result.Message ?? ErrorBody.Code(result.Status));
        if (result.ETag is { } etag) response.With(WireHeaders.ETag, etag);
        return response.WithCharge(result.Charge).About(container, range);
    }
}
