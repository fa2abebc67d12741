using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Protocol.Answers;
using Serverless.LocalCosmos.Protocol.Batch;

namespace Serverless.LocalCosmos.Protocol.Operations;

/// <summary>All operations or none, on one partition key.</summary>
internal sealed class ExecuteBatch : Operation
{
    public override async ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var container = call.Container();
        var key = RequestScope.Key(call) ?? throw RequestErrors.PartitionKeyMissing();
        var operations = BatchReader.Read(call.Body);
        foreach (var named in operations.Select(o => o.Key).Where(k => k is not null))
        {
            if (!named!.SequenceEqual(key)) throw RequestErrors.BadRequest("All operations of a transactional batch must have the batch's partition key.");
        }

        var results = await call.Engines.Items.ExecuteBatchAsync(container, key, operations, cancellation);
        return BatchAnswer.Of(results, container, RequestScope.RangeOf(container, key));
    }
}
