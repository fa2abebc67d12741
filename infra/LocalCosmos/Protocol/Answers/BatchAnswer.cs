using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Engine.Items;
using Serverless.LocalCosmos.Protocol.Batch;

namespace Serverless.LocalCosmos.Protocol.Answers;

/// <summary>The results of several operations: 200 when all are well, else 207.</summary>
internal static class BatchAnswer
{
    private const string ContentType = "application/octet-stream";

    public static GatewayResponse Of(IReadOnlyList<ItemResult> results, ContainerResource container, PartitionRange range)
    {
        var status = results.All(r => r.IsSuccess) ? 200 : 207;
        return new GatewayResponse(status, BatchWriter.Write(results)) { ContentType = ContentType }
            .With(WireHeaders.ItemCount, results.Count)
            .WithCharge(results.Sum(r => r.Charge))
            .About(container, range);
    }
}
