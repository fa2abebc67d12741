using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Engine.Items;
using Serverless.LocalCosmos.Protocol.Answers;
using Serverless.LocalCosmos.Protocol.Batch;

namespace Serverless.LocalCosmos.Protocol.Operations;

/// <summary>
/// Independent operations, each with its own key. They run side by side, so that their commits share one transaction; a
/// client puts into one request only what it needs no order for. Only as many run at once as the answer has room for. The range that the request names is not looked at: the
/// keys say where the items are, also after a split that the client has not heard of.
/// </summary>
internal sealed class ExecuteBulk : Operation
{
    public override async ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var container = call.Container();
        var operations = BatchReader.Read(call.Body);
        var shared = RequestScope.Key(call);
        var results = new List<ItemResult>(operations.Count);
        var room = new AnswerRoom();
        while (results.Count < operations.Count)
        {
            var next = operations.Skip(results.Count).Take(room.Operations).Select(operation => operation with { Key = operation.Key ?? shared });
            var done = await Task.WhenAll(next.Select(operation => room.IsFull && AnswerRoom.MayGrow(operation)
                ? Task.FromResult(ItemResult.AnswerTooLarge())
                : ExecuteAsync(call.Engines.Items, container, operation, cancellation)));
            results.AddRange(done);
            room.Take(done);
        }

        return BatchAnswer.Of(results, container, RequestScope.RangeOf(container, operations[0].Key ?? shared));
    }

    private static async Task<ItemResult> ExecuteAsync(
        ItemEngine items, ContainerResource container, ItemOperation operation, CancellationToken cancellation)
    {
        try
        {
            return await items.ExecuteAsync(container, operation, cancellation);
        }
        catch (RequestException refused)
        {
            return ItemResult.Failure(refused.Status, refused.Message, refused.SubStatus);
        }
    }
}
