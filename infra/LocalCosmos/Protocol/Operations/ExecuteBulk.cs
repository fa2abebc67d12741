using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Engine.Items;
using Serverless.LocalCosmos.Protocol.Answers;
using Serverless.LocalCosmos.Protocol.Batch;

namespace Serverless.LocalCosmos.Protocol.Operations;

/// <summary>
/// Independent operations, each with its own key. They run side by side, so that their commits share one transaction; a
/// client puts into one request only what it needs no order for. The range that the request names is not looked at: the
/// keys say where the items are, also after a split that the client has not heard of.
/// </summary>
internal sealed class ExecuteBulk : Operation
{
    public override async ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var container = call.Container();
        var operations = BatchReader.Read(call.Body);
        var shared = RequestScope.Key(call);
        var results = new Task<ItemResult>[operations.Count];
        long answered = 0;
        for (var i = 0; i < results.Length; i++)
        {
            var operation = operations[i].Key is null ? operations[i] with { Key = shared } : operations[i];
            results[i] = answered < ItemEngine.MaxAnswerBytes || operation.Kind != ItemOperationKind.Read
                ? ExecuteAsync(call.Engines.Items, container, operation, cancellation)
                : Task.FromResult(ItemResult.AnswerTooLarge());
            // Reads are short, and only one at a time can the answer be kept from growing without end.
            if (operation.Kind == ItemOperationKind.Read) answered += (await results[i]).Body.Length;
        }

        return BatchAnswer.Of(await Task.WhenAll(results), container, RequestScope.RangeOf(container, operations[0].Key ?? shared));
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
