using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

/// <summary>Deletes all items of one full partition key.</summary>
internal sealed class DeletePartition : Operation
{
    public override async ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var container = call.Container();
        var key = RequestScope.Key(call) ?? throw RequestErrors.PartitionKeyMissing();
        var result = await Engine.Items.ItemEngine.DeletePartitionAsync(container, key, cancellation);
        return ItemAnswer.Of(result, container, RequestScope.RangeOf(container, key));
    }
}
