using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Engine.Items;
using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

/// <summary>An operation on one item.</summary>
/// <param name="kind">What the engine is asked for.</param>
/// <param name="isAddressed">True when the id is in the address, and not only in the body.</param>
internal abstract class ItemVerb(ItemOperationKind kind, bool isAddressed) : Operation
{
    private const string Minimal = "return=minimal";

    public override async ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var container = call.Container();
        if (call.Header(WireHeaders.PreTrigger) is not null || call.Header(WireHeaders.PostTrigger) is not null)
            throw RequestErrors.NotSupported("Triggers (the headers that include one)");
        var key = RequestScope.Key(call);
        var operation = new ItemOperation(
            kind,
            isAddressed ? call.Target.Id : null,
            key,
            call.Body,
            call.Header(WireHeaders.IfMatch),
            call.Header(WireHeaders.IfNoneMatch),
            call.Header(WireHeaders.Prefer) == Minimal);
        var result = await call.Engines.Items.ExecuteAsync(container, operation, cancellation);
        return ItemAnswer.Of(result, container, RequestScope.RangeOf(container, key));
    }
}
